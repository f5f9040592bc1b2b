import {
  apiBindingKind,
  apiKind,
  getCondition,
  type EndpointStatus,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type {
  APISnapshot,
  EndpointAccess,
  ReadyCondition,
} from '../domain/ComponentSnapshot';

/**
 * The standalone APIs of a component, by name.
 *
 * @param component - value of the component index
 */
export function apisOf(
  reader: ResourceReader,
  component: string,
): APISnapshot[] {
  return [...reader.byIndex(apiKind, 'component', component)]
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .map(({ metadata, spec, status }) => {
      // The control plane gives the APIBinding the name of its API.
      const binding = reader.get(apiBindingKind, metadata);
      const ready = getCondition(status?.conditions, 'Ready');
      return {
        name: metadata.name,
        environment: spec.environmentName,
        state: apiState(ready),
        ready,
        endpoints: (binding?.status?.endpoints ?? []).flatMap(endpointAccesses),
      };
    });
}

/** The reasons of a Ready condition that is False only until the objects become healthy. */
const progressingReasons: ReadonlySet<string> = new Set([
  'Progressing',
  'ResourceHealthProgressing',
]);

/** The state of a standalone API by its Ready condition. */
export function apiState(
  ready: ReadyCondition | undefined,
): APISnapshot['state'] {
  if (ready?.status === 'True') return 'Ready';
  return !ready || progressingReasons.has(ready.reason)
    ? 'Progressing'
    : 'Failed';
}

/** The addresses of an endpoint, the widest visibility first. */
export function endpointAccesses(endpoint: EndpointStatus): EndpointAccess[] {
  return (['public', 'organization', 'project'] as const).flatMap(
    visibility => {
      const access = endpoint[visibility];
      if (!access) return [];
      const { scheme, host, port, basePath = '' } = access;
      const url =
        access.uri ??
        `${scheme ? `${scheme}://` : ''}${host}:${port}${basePath}`;
      return { name: endpoint.name, type: endpoint.type, visibility, url };
    },
  );
}
