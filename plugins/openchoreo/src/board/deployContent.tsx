import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { componentFilter } from '../filter';
import { deployRouteRef } from '../routes';

/** The *Deploy* tab, on entities that stand for a component of the platform. */
export const deployContent = EntityContentBlueprint.make({
  name: 'deploy',
  params: {
    path: '/deploy',
    title: 'Deploy',
    group: 'deployment',
    routeRef: deployRouteRef,
    filter: componentFilter,
    loader: async () => {
      const { DeployTab } = await import('./DeployTab');
      return <DeployTab />;
    },
  },
});
