import {
  isSyncHealthy,
  openApiDocument,
  reads,
  type HealthReport,
} from '@promenade/backstage-plugin-openchoreo-common';
import { catalogHealth, catalogSyncReport } from '../catalogSync';
import { readHome } from '../readHome';
import {
  implementRead,
  overviewsOf,
  visibleTo,
  withEntities,
  type Read,
} from './Read';

/** The home page, the whole platform, and the backend itself. */
export const platformReads: readonly Read[] = [
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
