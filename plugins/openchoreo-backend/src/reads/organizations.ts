import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import {
  implementRead,
  overviewsOf,
  visibleTo,
  withEntities,
  type Read,
} from './Read';

/** The overviews of organizations and of what they have. */
export const organizationReads: readonly Read[] = [
  implementRead(
    reads.describeOrganization,
    (services, { organization }, reader) =>
      services.openChoreo.views.organization(
        organization,
        visibleTo(services, reader()),
      ),
  ),
  implementRead(
    reads.listEnvironments,
    async (services, { organization }, reader) => {
      const { environments } = await services.openChoreo.views.organization(
        organization,
        visibleTo(services, reader()),
      );
      return { environments };
    },
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
  implementRead(reads.migrateProject, ({ openChoreo }, project) =>
    openChoreo.views.projectMigration(project),
  ),
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
  implementRead(reads.getPipeline, (services, pipeline, reader) =>
    overviewsOf(services).pipeline(pipeline, visibleTo(services, reader())),
  ),
];
