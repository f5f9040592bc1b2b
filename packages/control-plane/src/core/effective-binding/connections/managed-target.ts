import {
  findConfigurationValue,
  isDnsSubdomain,
  openChoreoApiVersion,
  type ConfigurationGroup,
  type ManagedInstance,
  type ManagedResource,
  type ManagedSecret,
} from '@promenade/openchoreo-model';
import { sortedEntries } from '../../../runtime/sort';
import { invalid, pendingConnection, type Problem } from '../../problem';
import { groupKeys, isDataKey } from '../configuration/values';
import type { RenderTarget } from '../target';
import type { ConnectionContext } from './connection-context';
import type { ExternalTarget, ResolvedSecret } from './resolved-connection';

type ManagedTarget = Omit<ExternalTarget, 'via'>;

/** The target of a connection to a managed resource, or why it is not known. */
export type ResolvedManagedTarget =
  | { readonly target: ManagedTarget }
  | { readonly problem: Problem };

/**
 * Resolves a connection of type managed: the ManagedResource of that name, else the ConfigurationGroup of that name,
 * whose keys `host`, `port` and `protocol` set the address.
 */
export function resolveManagedTarget(
  source: RenderTarget,
  resource: string,
  field: string,
  { findManagedResource, configuration }: ConnectionContext,
): ResolvedManagedTarget {
  const at = `${field}.managed.resource`;
  const managed = findManagedResource?.(resource);
  if (managed) return managedResourceTarget(source, managed, at);
  const group = configuration?.findGroup(resource);
  return group
    ? configurationGroupTarget(source, group, at)
    : pending(
        at,
        `${source.component} connects to the managed resource ${resource}, which does not exist. Create a ManagedResource or a ConfigurationGroup of that name; the connection is then resolved automatically.`,
      );
}

function pending(field: string, message: string): ResolvedManagedTarget {
  return { problem: pendingConnection(field, message) };
}

function managedResourceTarget(
  { component, project, environment }: RenderTarget,
  { metadata, spec }: ManagedResource,
  field: string,
): ResolvedManagedTarget {
  const { name } = metadata;
  const owner = spec.owner?.projectName;
  if (owner && owner !== project) {
    return {
      problem: invalid(
        field,
        `ManagedResource "${name}" is only for the components of project "${owner}"; remove its spec.owner, or connect to another resource`,
      ),
    };
  }
  const instance = spec.environments.find(
    each => each.environment === environment,
  );
  if (!instance) {
    const others = spec.environments.map(each => each.environment).join(', ');
    return pending(
      field,
      `${component} connects to the managed resource ${name}, which has no instance in ${environment}, only in: ${
        others || 'no environment'
      }. Add ${environment} to spec.environments of the ManagedResource; the connection is then resolved automatically.`,
    );
  }
  return { target: instanceTarget(name, spec.protocol, instance) };
}

function instanceTarget(
  name: string,
  protocol: string | undefined,
  { environment, host, port, values = {}, secrets }: ManagedInstance,
): ManagedTarget {
  return {
    kind: 'external',
    host,
    port,
    protocol,
    isSecure: false,
    field: `ManagedResource ${name} spec.environments[${environment}].host`,
    values,
    secrets: Object.fromEntries(
      sortedEntries(secrets).map(([key, secret]) => [
        key,
        resolveSecret(name, environment, key, secret),
      ]),
    ),
  };
}

function resolveSecret(
  name: string,
  environment: string,
  key: string,
  { vaultKey, secretRef }: ManagedSecret,
): ResolvedSecret {
  if (secretRef && !vaultKey) {
    return isDnsSubdomain(secretRef.name) && isDataKey(secretRef.key)
      ? { kind: 'secret', ...secretRef }
      : {
          reason: `secret "${key}" of ManagedResource "${name}" refers to key "${secretRef.key}" of Secret "${secretRef.name}" for "${environment}", which no Secret can have; correct the secretRef`,
        };
  }
  if (!vaultKey || secretRef) {
    return {
      reason: `secret "${key}" of ManagedResource "${name}" names ${
        vaultKey ? 'both' : 'neither'
      } a vaultKey ${
        vaultKey ? 'and' : 'nor'
      } a secretRef for "${environment}"; set exactly one of them`,
    };
  }
  return {
    kind: 'group',
    group: secretGroup(name, environment, key, vaultKey),
    key,
    value: { vaultKey },
  };
}

/** Secrets of a managed resource are rendered like those of a ConfigurationGroup. The name is invalid for a group, so that the two cannot collide. */
function secretGroup(
  name: string,
  environment: string,
  key: string,
  vaultKey: string,
): ConfigurationGroup {
  return {
    apiVersion: openChoreoApiVersion,
    kind: 'ConfigurationGroup',
    metadata: { name: `managed/${name}` },
    spec: {
      scope: {},
      configurations: [{ key, values: [{ environment, vaultKey }] }],
    },
  };
}

function configurationGroupTarget(
  { component, environment }: RenderTarget,
  group: ConfigurationGroup,
  field: string,
): ResolvedManagedTarget {
  const values: Record<string, string> = {};
  const secrets: Record<string, ResolvedSecret> = {};
  for (const key of groupKeys(group)) {
    const value = findConfigurationValue(group, key, environment);
    if (!value) continue;
    if ('plain' in value) values[key] = value.plain;
    else secrets[key] = { kind: 'group', group, key, value };
  }
  const { name } = group.metadata;
  if (Object.keys(values).length + Object.keys(secrets).length === 0) {
    return pending(
      field,
      `${component} connects to the managed resource ${name}, and the ConfigurationGroup of that name has no values for ${environment}. Add some; the connection is then resolved automatically.`,
    );
  }
  const { host, port: portText, protocol, ...others } = values;
  const port = portText ? Number(portText) : undefined;
  if (port !== undefined && !(port >= 1 && port <= 65535)) {
    return {
      problem: invalid(
        field,
        `key "port" of ConfigurationGroup "${name}" is "${portText}" in "${environment}", which is not a port; use a number from 1 to 65535`,
      ),
    };
  }
  return {
    target: {
      kind: 'external',
      host: host || undefined,
      port,
      protocol: protocol || undefined,
      isSecure: false,
      field: `ConfigurationGroup ${name} host`,
      values: others,
      secrets,
    },
  };
}
