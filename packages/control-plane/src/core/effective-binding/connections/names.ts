import {
  contentHash,
  defaultTrack,
  nameLimits,
} from '@promenade/openchoreo-model';
import type { Gateway, Hosts } from '../hosts';
import { generateName, objectDnsLabel, type RenderTarget } from '../target';

/** Name of the objects of one connection in the cell of the consumer; valid as the name of a Service. */
export function connectionName(
  target: RenderTarget,
  connection: string,
): string {
  return objectDnsLabel(target, nameLimits.service, connection);
}

/**
 * The gateway of the organization at a host of one connection, which tells the connection from all others. Consumer and
 * target derive it independently.
 */
export function consumerGateway(
  target: RenderTarget,
  connection: string,
  hosts: Hosts,
): Gateway {
  const { project, component, track } = target;
  return hosts.component(
    generateName(
      target,
      nameLimits.label,
      project,
      component,
      ...(track === defaultTrack ? [] : [track]),
      connection,
    ).replaceAll('.', '-'),
    'Organization',
  );
}

/**
 * Name of the helper variable of a secret: `CONNECTION_DATABASE__PASSWORD`. A name from which connection and secret
 * cannot be read back gets a hash, so that no two secrets share a variable.
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
