import type { PromotionPlan } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentSnapshot,
  DeploymentSnapshot,
} from '../domain/ComponentSnapshot';
import { environmentLabel } from './environmentLabel';

type Warning = PromotionPlan['warnings'][number];

/**
 * The connections of a release that would lead nowhere in an environment. They do not stand in the way: components that
 * connect to each other could never be promoted otherwise.
 *
 * @param snapshot - of the component
 * @param deployment - the one whose release is to be promoted
 * @param to - name of the environment
 */
export function connectionWarnings(
  snapshot: ComponentSnapshot,
  { contents }: DeploymentSnapshot,
  to: string,
): Warning[] {
  const { project: ownProject, component: own } = snapshot.ref;
  const there = capitalised(environmentLabel(snapshot, to));
  const messages = Object.values(contents.connections).flatMap(
    ({ type, params }) => {
      const described = snapshot.managedResources.get(params.resource);
      if (type === 'managed' && described && !described.includes(to)) {
        return {
          reason: 'ManagedResourceNotDescribed',
          message: `${own} connects to the managed resource ${params.resource}, which is not described for ${there}. Add ${to} to its environments first.`,
        };
      }
      const { componentName: component, endpoint } = params;
      if ((type !== 'api' && type !== 'internal') || !component) return [];
      const project = params.projectName || ownProject;
      const isSame = project === ownProject;
      if (isSame && component === own) return [];
      const offered = snapshot.peers
        .find(peer => peer.project === project && peer.component === component)
        ?.endpoints.get(to);
      const peer = isSame ? component : `${component} of project ${project}`;
      const leads = `${own} connects to ${peer}${
        endpoint ? ` (endpoint ${endpoint})` : ''
      }`;
      if (!offered) {
        return {
          reason: 'ConnectionTargetNotRunning',
          message: `${leads}, which does not run in ${there}. Promote ${component} first, or together with it.`,
        };
      }
      return endpoint && !offered.includes(endpoint)
        ? {
            reason: 'ConnectionEndpointMissing',
            message: `${leads}, which has no such endpoint in ${there} yet. Promote ${component} first, or together with it.`,
          }
        : [];
    },
  );
  const distinct = new Map(messages.map(item => [item.message, item]));
  return [...distinct.values()];
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en-US') + text.slice(1);
}
