import type { EndpointStatus } from '@promenade/openchoreo-model';
import type { EndpointAccess } from '../domain/ComponentSnapshot';

/** The addresses of an endpoint, the widest audience first. */
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
