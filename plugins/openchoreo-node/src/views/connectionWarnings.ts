import type { PromotionPlan } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentSnapshot,
  ReleaseContents,
} from '../domain/ComponentSnapshot';
import { capitalizedEnvironmentLabel } from './snapshotLookups';

type Warning = PromotionPlan['warnings'][number];

/**
 * The connections of a release whose targets are missing in an environment. They are warnings and not blockers: otherwise
 * components that connect to each other could never be promoted.
 *
 * @param contents - of the release that is to be deployed
 * @param to - name of the target environment
 */
export function connectionWarnings(
  snapshot: ComponentSnapshot,
  contents: ReleaseContents,
  to: string,
): Warning[] {
  const { project: ownProject, component: own } = snapshot.ref;
  const there = capitalizedEnvironmentLabel(snapshot, to);
  const messages = Object.values(contents.connections).flatMap(
    ({ type, params }) => {
      const environments = snapshot.managedResources.get(params.resource);
      if (type === 'managed' && environments && !environments.includes(to)) {
        return {
          reason: 'ManagedResourceNotDescribed',
          message: `${own} connects to the managed resource ${params.resource}, which does not define ${there}. Add ${to} to its environments first.`,
        };
      }
      const { componentName: component, endpoint } = params;
      if ((type !== 'api' && type !== 'internal') || !component) return [];
      const project = params.projectName || ownProject;
      const isSame = project === ownProject;
      if (isSame && component === own) return [];
      const endpoints = snapshot.peers
        .find(peer => peer.project === project && peer.component === component)
        ?.endpoints.get(to);
      const peer = isSame ? component : `${component} of project ${project}`;
      const connection = `${own} connects to ${peer}${
        endpoint ? ` (endpoint ${endpoint})` : ''
      }`;
      if (!endpoints) {
        return {
          reason: 'ConnectionTargetNotRunning',
          message: `${connection}, which does not run in ${there}. Promote ${component} first, or together with it.`,
        };
      }
      return endpoint && !endpoints.includes(endpoint)
        ? {
            reason: 'ConnectionEndpointMissing',
            message: `${connection}, which has no such endpoint in ${there} yet. Promote ${component} first, or together with it.`,
          }
        : [];
    },
  );
  const distinct = new Map(messages.map(item => [item.message, item]));
  return [...distinct.values()];
}
