import {
  managedResourceKind,
  type WorkloadConnection,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../../cache/ResourceReader';
import type {
  AddressPart,
  Loss,
  PortableConnection,
  PortableVariable,
} from '../../domain/PortableProject';
import { addressValues, fillTemplate } from './fillTemplate';

interface ReadConnections {
  connections: PortableConnection[];
  /** The variables that have the same value everywhere. */
  env: PortableVariable[];
  losses: Loss[];
}

type Injected = WorkloadConnection['inject']['env'][number];

/** The templates of variables that have one part of an address. */
const parts: Readonly<Record<string, AddressPart>> = {
  '{{.url}}': 'url',
  '{{.uri}}': 'url',
  '{{.host}}': 'host',
  '{{.port}}': 'port',
  '{{.basePath}}': 'basePath',
  '{{.host}}:{{.port}}': 'hostPort',
};

/** The connections to endpoints, and the variables of those to external hosts. Those to managed resources depend on the environment. */
export function readConnections(
  connections: Readonly<Record<string, WorkloadConnection>>,
  project: string,
): ReadConnections {
  const read: ReadConnections = { connections: [], env: [], losses: [] };
  for (const [name, connection] of Object.entries(connections)) {
    const field = `Workload.spec.connections.${name}`;
    if (connection.policy || connection.security) {
      read.losses.push({
        field,
        reason:
          'Time-outs, retries, limits and mutual TLS have no equivalent. Configure them in the client, or in a service mesh.',
      });
    }
    if (connection.type === 'external') readExternal(connection, field, read);
    else if (connection.type !== 'managed') {
      readInternal(connection, { name, project, field }, read);
    }
  }
  return read;
}

function readInternal(
  { params = {}, inject }: WorkloadConnection,
  { name, project, field }: { name: string; project: string; field: string },
  { connections, losses }: ReadConnections,
): void {
  const { projectName, componentName = '', endpoint = '' } = params;
  const variables = inject.env.flatMap(variable => {
    const part = parts[variable.value.replaceAll(/\s/g, '')];
    if (part) return [{ name: variable.name, part }];
    losses.push(templateLoss(field, variable));
    return [];
  });
  connections.push({
    name,
    project: projectName || project,
    component: componentName,
    endpoint,
    variables,
  });
}

function readExternal(
  { external, inject }: WorkloadConnection,
  field: string,
  { env, losses }: ReadConnections,
): void {
  if (!external) return;
  for (const variable of inject.env) {
    const value = fillTemplate(variable.value, addressValues(external));
    if (value === undefined) losses.push(templateLoss(field, variable));
    else env.push({ key: variable.name, value });
  }
}

/** The variables of the connections to managed resources, whose addresses differ between environments. */
export function readManaged(
  reader: ResourceReader,
  organization: string,
  connections: Readonly<Record<string, WorkloadConnection>>,
  environment: string,
): { env: PortableVariable[]; losses: Loss[] } {
  const env: PortableVariable[] = [];
  const losses: Loss[] = [];
  for (const [name, { managed, inject }] of Object.entries(connections)) {
    if (!managed) continue;
    const found = reader.get(managedResourceKind, {
      namespace: organization,
      name: managed.resource,
    });
    const instance = found?.spec.environments.find(
      each => each.environment === environment,
    );
    const values = instance && {
      ...addressValues({ ...instance, protocol: found?.spec.protocol }),
      ...instance.values,
    };
    for (const variable of inject.env) {
      const value = values && fillTemplate(variable.value, values);
      if (value !== undefined) env.push({ key: variable.name, value });
      else {
        losses.push(
          templateLoss(`Workload.spec.connections.${name}`, variable),
        );
      }
    }
  }
  return { env, losses };
}

function templateLoss(field: string, { name, value }: Injected): Loss {
  return {
    field,
    reason: `The variable ${name} has the template ${value}, which has no equivalent. Set it in the workload or in its overrides; a secret belongs in a SecretReference.`,
  };
}
