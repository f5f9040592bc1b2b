import {
  openApiDocument,
  reads,
  type ReadDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  parseInput,
  type OpenChoreoService,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { z } from 'zod';

/** What reads are answered from. */
export interface ReadServices {
  openChoreo: OpenChoreoService;
  /** The URL of the plugin for clients. */
  baseUrl: () => Promise<string>;
}

/** A declaration with its implementation, which validates the input. */
export interface Read {
  readonly declaration: ReadDeclaration;
  answer(services: ReadServices, input: unknown): Promise<unknown>;
  /** The HTTP status of an answer. That of the declaration by default. */
  statusOf?(answer: unknown): number;
}

/** Joins a declaration with its implementation, which TypeScript checks against the schemas of the declaration. */
function implementRead<Input extends z.ZodObject, Output extends z.ZodType>(
  declaration: ReadDeclaration<Input, Output>,
  answer: (
    services: ReadServices,
    input: z.output<Input>,
  ) => z.output<Output> | Promise<z.output<Output>>,
): Read {
  return {
    declaration,
    answer: async (services, input) =>
      answer(services, parseInput(declaration.input, input)),
  };
}

/** The view that answers each read. The stream of the board is answered by the live feed. */
export const readImplementations: readonly Read[] = [
  implementRead(reads.getDeployBoard, ({ openChoreo }, ref) =>
    openChoreo.views.deployBoard(ref),
  ),
  implementRead(reads.listPromotions, ({ openChoreo }, ref) => ({
    promotions: openChoreo.views
      .promotions(ref)
      .map(promotion => ({ ...promotion, component: ref })),
  })),
  implementRead(reads.getPromotion, ({ openChoreo }, { name, ...ref }) =>
    openChoreo.views.promotion(ref, name),
  ),
  implementRead(
    reads.getPromotionPlan,
    ({ openChoreo }, { from, to, ...ref }) =>
      openChoreo.views.promotionPlan(ref, { from, to }),
  ),
  implementRead(reads.listRejected, ({ openChoreo }) => ({
    resources: [...openChoreo.cache.rejected()],
  })),
  implementRead(reads.getOpenApi, async ({ openChoreo, baseUrl }) =>
    openApiDocument({
      baseUrl: await baseUrl(),
      verbs: openChoreo.verbDeclarations,
    }),
  ),
  {
    ...implementRead(reads.getHealth, ({ openChoreo }) => {
      const { status, lastSeen } = openChoreo.cache.freshness();
      return {
        status: status === 'live' ? ('ok' as const) : status,
        lastSeen: lastSeen?.toISOString(),
      };
    }),
    statusOf: answer =>
      reads.getHealth.output.parse(answer).status === 'ok' ? 200 : 503,
  },
];
