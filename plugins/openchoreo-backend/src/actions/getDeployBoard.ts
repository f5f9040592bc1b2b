import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  deploymentReadPermission,
  type EnvironmentCard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { componentParams } from '../http/componentParams';
import { whenKnown } from '../http/whenKnown';
import type { ActionServices } from './ActionServices';
import { componentInput } from './componentInput';

/** Tells an agent how a component fares in every environment: the words of the Deploy board. */
export function registerGetDeployBoard(
  registry: ActionsRegistryService,
  { access, openChoreo }: ActionServices,
): void {
  registry.register({
    name: 'get-deploy-board',
    title: 'See where a component runs',
    description:
      'Tells for every environment of the deployment pipeline of an OpenChoreo component, in promotion order: its state and why, which release runs there, where it is reached, and what can be done now or why not.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod => zod.object(componentInput(zod)),
      output: zod =>
        zod.object({
          problem: zod.string().optional(),
          environments: zod.array(
            zod.object({
              name: zod.string(),
              isProduction: zod.boolean(),
              state: zod.string(),
              message: zod.string().optional(),
              release: zod.string().optional(),
              images: zod.array(zod.string()),
              endpoints: zod.array(
                zod.object({ url: zod.string(), visibility: zod.string() }),
              ),
              actions: zod.array(
                zod.object({
                  verb: zod.string(),
                  source: zod.string().optional(),
                  target: zod.string().optional(),
                  enabled: zod.boolean(),
                  reason: zod.string().optional(),
                }),
              ),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const ref = componentParams(input);
      const audited = {
        eventId: 'deployment-fetch',
        severityLevel: 'low',
        meta: { queryType: 'action' },
      } as const;
      const board = await access.toComponent(
        credentials,
        ref,
        deploymentReadPermission,
        audited,
        async () => {
          await whenKnown(openChoreo);
          return openChoreo.views.deployBoard(ref);
        },
      );
      return {
        output: {
          problem: board.problem?.message,
          environments: board.environments.map(summaryOf),
        },
      };
    },
  });
}

function summaryOf(card: EnvironmentCard) {
  const { environment, state, message, release, actions } = card;
  return {
    name: environment.name,
    isProduction: environment.isProduction,
    state,
    message,
    release: release?.hash,
    images: (release?.images ?? []).map(({ image }) => image),
    endpoints: card.endpoints.map(({ url, visibility }) => ({
      url,
      visibility,
    })),
    actions,
  };
}
