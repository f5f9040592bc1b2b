import { contentHash, genName, nameLimits } from '@promenade/openchoreo-model';
import type { Gateway, Hosts } from '../hosts';
import type { RenderTarget } from '../target';

/** Name of the objects that one connection has in the cell of the component that connects; a Service can be called so. */
export function connectionName(
  { binding }: RenderTarget,
  connection: string,
): string {
  return asLabel(genName(nameLimits.service, binding, connection));
}

/**
 * The gateway of the organization under a host that is one connection's own, by which it is told from all others.
 * Both ends of the connection derive it by themselves.
 */
export function consumerGateway(
  { project, component }: RenderTarget,
  connection: string,
  hosts: Hosts,
): Gateway {
  return hosts.component(
    asLabel(genName(nameLimits.label, project, component, connection)),
    'Organization',
  );
}

/** The name as one label of a host name. It ends with a hash of what it was made of, so that two stay two. */
function asLabel(name: string): string {
  return name.replace(/\./g, '-');
}

/**
 * Name of the variable that holds a secret where it stands amid other text: `CONNECTION_DATABASE__PASSWORD`. What cannot be
 * read back from such a name gets a hash, so that no two secrets share a variable.
 */
export function secretVariable(connection: string, secret: string): string {
  const name = [connection, secret]
    .map(part => part.toUpperCase().replace(/[^A-Z0-9]+/g, '_'))
    .join('__');
  const isClear =
    /^[a-z0-9]+(-[a-z0-9]+)*$/.test(connection) &&
    /^[a-z0-9]+(_[a-z0-9]+)*$/.test(secret);
  const hash = contentHash([connection, secret]).slice(0, 8).toUpperCase();
  return isClear ? `CONNECTION_${name}` : `CONNECTION_${name}__${hash}`;
}
