import { posix } from 'node:path';
import type {
  Loss,
  PortableConnection,
  PortableEndpoint,
  PortableFile,
  PortableProject,
  PortableVariable,
  PortableWorkload,
} from '../../domain/PortableProject';
import { endpointType, visibilityOf } from '../endpointFields';

/** The variables of a container. A secret is the key of a SecretReference. */
export function migrateVariables(env: readonly PortableVariable[]): object[] {
  return env.map(({ key, ...source }) => ({ key, ...migrateSource(source) }));
}

function migrateSource({
  value,
  secret,
}: Omit<PortableVariable, 'key'>): object {
  return secret ? { valueFrom: { secretKeyRef: secret } } : { value };
}

function migrateFile({ path, ...source }: PortableFile): object {
  return {
    key: posix.basename(path),
    mountPath: posix.dirname(path),
    ...migrateSource(source),
  };
}

/** The spec of a Workload but its owner, and what is lost. */
export function migrateWorkload(
  workload: PortableWorkload,
  project: string,
  components: PortableProject['components'],
): { spec: object; losses: Loss[] } {
  const { image, command, args, env, files, endpoints } = workload;
  const dependencies = workload.connections.map(connection =>
    migrateConnection(connection, project, components),
  );
  return {
    spec: {
      container: {
        image,
        ...(command && { command }),
        ...(args && { args }),
        ...(env.length && { env: migrateVariables(env) }),
        ...(files.length && { files: files.map(migrateFile) }),
      },
      ...(endpoints.length && {
        endpoints: Object.fromEntries(
          endpoints.map(endpoint => [endpoint.name, migrateEndpoint(endpoint)]),
        ),
      }),
      ...(dependencies.length && {
        dependencies: {
          endpoints: dependencies.map(({ dependency }) => dependency),
        },
      }),
    },
    losses: [
      ...dependencies.flatMap(({ losses }) => losses),
      ...secretLosses(env),
    ],
  };
}

function migrateEndpoint({
  type,
  port,
  targetPort,
  basePath,
  visibility,
  schema,
}: PortableEndpoint): object {
  return {
    type: endpointType(type),
    port,
    ...(targetPort !== undefined && { targetPort }),
    ...(basePath && { basePath }),
    ...(visibility.length && { visibility: visibility.map(visibilityOf) }),
    ...(schema && { schema }),
  };
}

/** The variables of a dependency, by the part of the address. Each part can be in one variable. */
type EnvBindings = Partial<
  Record<'address' | 'host' | 'port' | 'basePath', string>
>;

/** The protocols whose address is a host and a port. The address of the others is a URL. */
const plainTypes: readonly string[] = ['gRPC', 'TCP', 'UDP'];

function migrateConnection(
  connection: PortableConnection,
  ownProject: string,
  components: PortableProject['components'],
): { dependency: object; losses: Loss[] } {
  const { name, project, component, endpoint, variables } = connection;
  const target = components
    .find(each => each.name === component && project === ownProject)
    ?.workload?.endpoints.find(each => each.name === endpoint);
  const isPlain = target !== undefined && plainTypes.includes(target.type);
  const envBindings: EnvBindings = {};
  const losses: Loss[] = [];
  for (const variable of variables) {
    const slot = slotOf(variable.part, isPlain);
    if (slot && envBindings[slot] === undefined) {
      envBindings[slot] = variable.name;
    } else {
      losses.push({
        field: `Workload.spec.connections.${name}`,
        reason: slot
          ? `The variable ${variable.name} has the same part of the address as ${envBindings[slot]}. Read that one.`
          : `The variable ${variable.name} has a part of the address that dependencies do not have. Bind the host and the port to variables of their own, and join them in the component.`,
      });
    }
  }
  return {
    dependency: {
      ...(project !== ownProject && { project }),
      component,
      name: endpoint,
      visibility: project === ownProject ? 'project' : 'namespace',
      envBindings,
    },
    losses,
  };
}

function slotOf(
  part: PortableConnection['variables'][number]['part'],
  isPlain: boolean,
): keyof EnvBindings | undefined {
  switch (part) {
    case 'hostPort':
      return isPlain ? 'address' : undefined;
    case 'url':
      return isPlain ? undefined : 'address';
    default:
      return part;
  }
}

function secretLosses(env: readonly PortableVariable[]): Loss[] {
  return env.flatMap(({ key, secret }) =>
    secret
      ? {
          field: `Secret ${secret.name}`,
          reason: `The variable ${key} is its key ${secret.key}. Create a SecretReference of that name with the location in the secret store.`,
        }
      : [],
  );
}
