import { AuthenticationError } from '@backstage/errors';
import {
  isSyncHealthy,
  openApiDocument,
  reads,
  type HealthReport,
  type ReadDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  parseInput,
  type Caller,
  type ReadableRef,
} from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import { allowedVerbs } from './allowedVerbs';
import { catalogHealth, catalogSyncReport } from './catalogSync';
import { describePromotion } from './describePromotion';
import { readApis } from './endpointCalls/readApis';
import { exportHistory } from './exportHistory';
import { listApprovals } from './listApprovals';
import { exportLog, readLog } from './logs';
import { readHome } from './readHome';
import type { ReadServices } from './ReadServices';
import type { FileExport } from './sendExport';

/**
 * Who reads: what the answer may have depends on it.
 *
 * @public
 */
export type Reader = Pick<Caller, 'credentials'>;

/**
 * A declaration with its implementation, which validates the input.
 *
 * @public
 */
export interface Read {
  readonly declaration: ReadDeclaration;
  /** @param reader - undefined for a read that is public */
  answer(
    services: ReadServices,
    input: unknown,
    reader: Reader | undefined,
  ): Promise<unknown>;
  /** The answer as a file, in the format that the input asks for. Undefined when that is JSON. */
  export?(
    services: ReadServices,
    input: unknown,
    reader: Reader,
  ): FileExport | undefined;
  /** The HTTP status of an answer. That of the declaration by default. */
  statusOf?(answer: unknown): number;
}

/** Joins a declaration with its implementation, which TypeScript checks against the schemas of the declaration. */
function implementRead<Input extends z.ZodObject, Output extends z.ZodType>(
  declaration: ReadDeclaration<Input, Output>,
  answer: (
    services: ReadServices,
    input: z.output<Input>,
    reader: () => Reader,
  ) => z.output<Output> | Promise<z.output<Output>>,
): Read {
  return {
    declaration,
    answer: async (services, input, reader) =>
      answer(services, parseInput(declaration.input, input), () => {
        if (reader) return reader;
        throw new AuthenticationError('Sign in first');
      }),
  };
}

/** Which components, projects or organizations the reader may see. */
const visibleTo =
  ({ authorization }: ReadServices, { credentials }: Reader) =>
  (refs: readonly ReadableRef[]) =>
    authorization.canRead(refs, credentials);

const overviewsOf = ({ openChoreo }: ReadServices) =>
  openChoreo.views.overviews;

/** The rows of components, each with the ref of the entity that stands for it. */
async function withEntities<Row extends { entityRef: string }>(
  { authorization }: ReadServices,
  rows: readonly Row[],
): Promise<Row[]> {
  const refs = await authorization.componentRefs();
  return rows.map(row => ({ ...row, entityRef: refs.resolve(row.entityRef) }));
}

/** Promotions of an export that are read at once. */
const exportPageSize = 200;

const scopeSchema = z.object({
  organization: z.string(),
  project: z.string().optional(),
  component: z.string().optional(),
});

type HistoryDeclaration =
  | typeof reads.listPromotions
  | typeof reads.listProjectPromotions
  | typeof reads.listOrganizationPromotions;

/** The history of a project or an organization has only the components that the reader may see. */
function implementHistory(declaration: HistoryDeclaration): Read {
  const parse = (input: unknown) => {
    const { format, ...filter } = parseInput(declaration.input, input);
    return { format, scope: scopeSchema.parse(filter), filter };
  };
  const decideVisible = (services: ReadServices, reader: Reader) =>
    declaration.resource === 'component'
      ? undefined
      : visibleTo(services, reader);
  return {
    declaration,
    async answer(services, input, reader) {
      if (!reader) throw new AuthenticationError('Sign in first');
      const { scope, filter } = parse(input);
      const visible = decideVisible(services, reader);
      return services.openChoreo.views.promotions(scope, filter, visible);
    },
    export(services, input, reader) {
      const { format, scope, filter } = parse(input);
      if (format !== 'csv' && format !== 'jsonl') return undefined;
      return exportHistory(
        format,
        services.openChoreo.views.promotionPages(
          scope,
          { ...filter, limit: exportPageSize },
          decideVisible(services, reader),
        ),
      );
    },
  };
}

/**
 * The view that answers each read. The streams of boards and logs are answered by live feeds.
 *
 * @public
 */
export const readImplementations: readonly Read[] = [
  implementRead(
    reads.describeOrganization,
    (services, { organization }, reader) =>
      services.openChoreo.views.organization(
        organization,
        visibleTo(services, reader()),
      ),
  ),
  implementRead(reads.getOrganization, (services, { organization }, reader) =>
    overviewsOf(services).organization(
      organization,
      visibleTo(services, reader()),
    ),
  ),
  implementRead(reads.getProject, async (services, project, reader) => {
    const overview = await overviewsOf(services).project(
      project,
      visibleTo(services, reader()),
    );
    const { components, awaitingApproval } = overview;
    return {
      ...overview,
      components: await withEntities(services, components),
      awaitingApproval: await withEntities(services, awaitingApproval),
    };
  }),
  implementRead(reads.getCell, async (services, cell, reader) => {
    const view = await overviewsOf(services).cell(
      cell,
      visibleTo(services, reader()),
    );
    const refs = await services.authorization.componentRefs();
    const withEntity = <End extends { entityRef?: string }>(end: End): End => ({
      ...end,
      entityRef: end.entityRef && refs.resolve(end.entityRef),
    });
    return {
      ...view,
      components: await withEntities(services, view.components),
      connections: view.connections.map(connection => ({
        ...connection,
        from: withEntity(connection.from),
        to:
          connection.to.kind === 'component'
            ? withEntity(connection.to)
            : connection.to,
      })),
    };
  }),
  implementRead(reads.getEnvironment, async (services, environment, reader) => {
    const overview = await overviewsOf(services).environment(
      environment,
      visibleTo(services, reader()),
    );
    const { components } = overview;
    return {
      ...overview,
      components: await withEntities(services, components),
    };
  }),
  implementRead(reads.getDataPlane, (services, plane, reader) =>
    overviewsOf(services).dataPlane(plane, visibleTo(services, reader())),
  ),
  implementRead(reads.getDataPlaneCapacity, ({ openChoreo }, plane) =>
    openChoreo.dataPlanes.capacity(plane),
  ),
  implementRead(reads.getBuildPlane, async (services, plane, reader) => {
    const overview = await overviewsOf(services).buildPlane(
      plane,
      visibleTo(services, reader()),
    );
    return {
      ...overview,
      builds: await withEntities(services, overview.builds),
    };
  }),
  implementRead(reads.listBuilds, (services, { limit, ...ref }) =>
    overviewsOf(services).builds(ref, limit),
  ),
  implementRead(reads.getConfiguration, (services, { environment, ...ref }) =>
    overviewsOf(services).configuration(ref, environment),
  ),
  implementRead(reads.getPipeline, (services, pipeline, reader) =>
    overviewsOf(services).pipeline(pipeline, visibleTo(services, reader())),
  ),
  implementRead(reads.listProjects, (services, { organization }, reader) =>
    services.openChoreo.views.projects(
      { organization },
      visibleTo(services, reader()),
    ),
  ),
  implementRead(reads.listComponents, (services, project, reader) =>
    services.openChoreo.views.components(
      project,
      visibleTo(services, reader()),
    ),
  ),
  implementRead(reads.listDeployments, (services, { components }, reader) =>
    overviewsOf(services).deployments(
      components.split(',').map(each => {
        const [organization, project, component] = each.split('/');
        return { organization, project, component };
      }),
      visibleTo(services, reader()),
    ),
  ),
  implementRead(reads.describeComponent, ({ openChoreo }, ref) => {
    const { organization, component: name } = ref;
    const key = { type: 'component', organization, name } as const;
    return openChoreo.views.componentDescription(
      ref,
      openChoreo.catalogUnits.get(key),
    );
  }),
  implementRead(reads.getApis, (services, ref, reader) =>
    readApis(services, ref, reader().credentials),
  ),
  implementRead(
    reads.explainComponent,
    ({ openChoreo }, { environment, ...ref }) =>
      openChoreo.views.componentExplanation(ref, environment),
  ),
  implementRead(reads.getDeployBoard, ({ openChoreo }, ref) =>
    openChoreo.views.deployBoard(ref),
  ),
  implementRead(reads.getRuntime, ({ openChoreo }, { environment, ...ref }) =>
    openChoreo.runtime.get(ref, environment),
  ),
  implementRead(
    reads.listRuntimeEvents,
    async ({ openChoreo }, { environment, kind, name, namespace, ...ref }) => ({
      events: await openChoreo.runtime.events(ref, environment, {
        kind,
        name,
        namespace,
      }),
    }),
  ),
  implementRead(
    reads.getRuntimeManifest,
    ({ openChoreo }, { environment, kind, name, namespace, ...ref }) =>
      openChoreo.runtime.manifest(ref, environment, { kind, name, namespace }),
  ),
  implementRead(
    reads.getMetrics,
    ({ openChoreo }, { environment, period = '1h', ...ref }) =>
      openChoreo.metrics.get(ref, environment, period),
  ),
  {
    ...implementRead(reads.readLog, readLog),
    export(services, unknownInput) {
      const input = parseInput(reads.readLog.input, unknownInput);
      return input.format === 'text' ? exportLog(services, input) : undefined;
    },
  },
  implementRead(reads.getAllowedVerbs, (services, ref, reader) =>
    allowedVerbs(services, ref, reader().credentials),
  ),
  implementHistory(reads.listPromotions),
  implementHistory(reads.listProjectPromotions),
  implementHistory(reads.listOrganizationPromotions),
  implementRead(reads.getProjectPromotion, (services, ref, reader) =>
    services.openChoreo.views.projectPromotion(
      ref,
      visibleTo(services, reader()),
    ),
  ),
  implementRead(
    reads.listReleases,
    ({ openChoreo }, { environment, limit, ...ref }) =>
      openChoreo.views.releases(ref, { environment, limit }),
  ),
  implementRead(reads.listApprovals, (services, _, reader) =>
    listApprovals(services, reader().credentials),
  ),
  implementRead(reads.getPromotion, ({ openChoreo }, { name, ...ref }) =>
    openChoreo.views.promotion(ref, name),
  ),
  implementRead(reads.describePromotion, (services, promotion, reader) =>
    describePromotion(services, promotion, reader().credentials),
  ),
  implementRead(
    reads.getPromotionPlan,
    ({ openChoreo }, { from, to, ...ref }) =>
      openChoreo.views.promotionPlan(ref, { from, to }),
  ),
  implementRead(
    reads.getRequestedPromotionPlan,
    ({ openChoreo }, { name, ...ref }) =>
      openChoreo.views.requestedPromotionPlan(ref, name),
  ),
  implementRead(
    reads.getRollbackPlan,
    ({ openChoreo }, { environment, artifact, revisionOf, ...ref }) =>
      openChoreo.views.rollbackPlan(ref, { environment, artifact, revisionOf }),
  ),
  implementRead(reads.getHome, (services, _, reader) =>
    readHome(services, reader().credentials),
  ),
  implementRead(reads.getPlatform, async (services, _, reader) => {
    const overview = await overviewsOf(services).platform(
      visibleTo(services, reader()),
    );
    const { problems, promotions, builds } = overview;
    const refs = await services.authorization.componentRefs();
    return {
      ...overview,
      problems: problems.map(problem => ({
        ...problem,
        deployments: problem.deployments.map(deployment => ({
          ...deployment,
          entityRef: refs.resolve(deployment.entityRef),
        })),
      })),
      promotions: await withEntities(services, promotions),
      builds: await withEntities(services, builds),
    };
  }),
  implementRead(reads.listRejected, ({ openChoreo }) => ({
    resources: [...openChoreo.cache.rejected()],
  })),
  implementRead(reads.getCatalogSync, (services, _, reader) =>
    catalogSyncReport(services, reader().credentials),
  ),
  implementRead(reads.getOpenApi, async ({ openChoreo, baseUrl }) =>
    openApiDocument({
      baseUrl: await baseUrl(),
      verbs: openChoreo.verbDeclarations,
    }),
  ),
  {
    ...implementRead(reads.getHealth, ({ openChoreo }) => {
      const { status, lastSeen, sources } = openChoreo.cache.freshness();
      return {
        status: status === 'live' ? ('ok' as const) : status,
        lastSeen: lastSeen?.toISOString(),
        sources: sources?.map(source => ({
          name: source.name,
          status: source.status,
          lastSeen: source.lastSeen?.toISOString(),
        })),
      };
    }),
    statusOf: answer =>
      isAnyLive(reads.getHealth.output.parse(answer)) ? 200 : 503,
  },
  {
    ...implementRead(reads.getCatalogHealth, ({ openChoreo }) =>
      catalogHealth(openChoreo),
    ),
    statusOf: answer => {
      const { status } = reads.getCatalogHealth.output.parse(answer);
      return isSyncHealthy({ type: status }) ? 200 : 503;
    },
  },
];

/** A control plane that cannot be reached must not make the requests about the others fail. */
function isAnyLive({ status, sources = [] }: HealthReport): boolean {
  return status === 'ok' || sources.some(source => source.status === 'live');
}
