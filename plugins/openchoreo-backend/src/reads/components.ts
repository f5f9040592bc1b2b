import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { allowedVerbs } from '../allowedVerbs';
import { readApis } from '../endpointCalls/readApis';
import { implementRead, overviewsOf, visibleTo, type Read } from './Read';
import { waitForResources } from './waitForResources';

/** The components of an organization, and what is known of each. */
export const componentReads: readonly Read[] = [
  implementRead(reads.listBuilds, (services, { limit, ...ref }) =>
    overviewsOf(services).builds(ref, limit),
  ),
  implementRead(reads.getConfiguration, (services, { environment, ...ref }) =>
    overviewsOf(services).configuration(ref, environment),
  ),
  implementRead(
    reads.listProjects,
    async (services, { organization }, reader) => {
      await waitForResources(services);
      return services.openChoreo.views.projects(
        { organization },
        visibleTo(services, reader()),
      );
    },
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
  implementRead(reads.getAllowedVerbs, (services, ref, reader) =>
    allowedVerbs(services, ref, reader().credentials),
  ),
];
