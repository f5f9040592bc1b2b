import { InputError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { WorkloadConnection } from '@promenade/openchoreo-model';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { changeComponent, type ComponentSpecs } from './changeComponent';
import { findConnectionTarget } from './connectionTarget';

type Input = OperationInput<typeof verbs.connectComponent>;
type Connections = NonNullable<ComponentSpecs['workload']['connections']>;

/** The values that the template of a variable may use. */
const templateFields = ['host', 'port', 'scheme', 'basePath', 'uri', 'url'];

/**
 * Adds, changes or removes a connection of the Workload. An InputError when the target does not exist, is not visible, or is the
 * component itself, and when a variable is taken.
 */
export const connectComponent = implementWrite(
  verbs.connectComponent,
  async (context, input, request, dryRun) => {
    const { changes, objects } = await write(context, input, request, dryRun);
    return { output: { changes, connection: nameOf(input) }, objects };
  },
);

function nameOf({ connection, target }: Input): string {
  return connection ?? target;
}

async function write(
  context: VerbContext,
  input: Input,
  request: VerbRequest,
  dryRun: boolean,
) {
  const connection = input.remove
    ? undefined
    : await newConnection(context, input, request.signal);
  return changeComponent(
    context,
    input,
    request,
    dryRun,
    ({ workload, resource }) => {
      const { connections = {} } = workload;
      const changed = connection
        ? withConnection(workload, connection, input)
        : withoutConnection(connections, input);
      return {
        resource,
        workload: {
          ...workload,
          ...((workload.connections || connection) && { connections: changed }),
        },
      };
    },
  );
}

async function newConnection(
  context: VerbContext,
  input: Input,
  signal: AbortSignal | undefined,
): Promise<WorkloadConnection> {
  const { target, variables = [defaultVariable(target)] } = input;
  for (const [index, { value }] of variables.entries()) {
    const unknown = unknownFieldOf(value);
    if (unknown) {
      throw new InputError(
        `variables.${index}.value: there is no value ${unknown}. Use: ${templateFields.join(
          ', ',
        )}`,
      );
    }
  }
  return {
    type: 'api',
    params: await findConnectionTarget(context, input, input, signal),
    inject: {
      env: variables.map(({ key: name, value }) => ({ name, value })),
    },
  };
}

/** The URL, in `GREETER_URL` for greeter. */
function defaultVariable(target: string) {
  const stem = target.replace(/[^a-zA-Z0-9]/g, '_').toUpperCase();
  return { key: `${stem}_URL`, value: '{{ .url }}' };
}

/** The first field of a Go template that connections do not have. */
function unknownFieldOf(template: string): string | undefined {
  return [...template.matchAll(/\{\{[^}]*\}\}/g)]
    .flatMap(([action]) => [...action.matchAll(/\.([A-Za-z_]\w*)/g)])
    .map(([, field]) => field)
    .find(field => !templateFields.includes(field));
}

/** With the connection. The policy and the security of one of that name stay. */
function withConnection(
  { connections = {}, containers = {} }: ComponentSpecs['workload'],
  connection: WorkloadConnection,
  input: Input,
): Connections {
  const name = nameOf(input);
  const { [name]: before, ...others } = connections;
  const taken = new Map([
    ...Object.values(containers).flatMap(({ env = [] }) =>
      env.map(({ key }) => [key, 'of the container'] as const),
    ),
    ...Object.entries(others).flatMap(([other, { inject }]) =>
      inject.env.map(
        variable => [variable.name, `of the connection ${other}`] as const,
      ),
    ),
  ]);
  for (const [index, variable] of connection.inject.env.entries()) {
    const owner = taken.get(variable.name);
    if (owner) {
      throw new InputError(
        `variables.${index}.key: ${variable.name} is a variable ${owner} already. Choose another name`,
      );
    }
  }
  return {
    ...connections,
    [name]: {
      ...connection,
      ...(before?.policy && { policy: before.policy }),
      ...(before?.security && { security: before.security }),
    },
  };
}

/** Without the connection of that name or, without a name, those to the target. One that is gone already is no error. */
function withoutConnection(
  connections: Connections,
  { connection: removed, target, endpoint }: Input,
): Connections {
  const leadsToTarget = ({ params = {} }: WorkloadConnection) =>
    params.componentName === target &&
    (endpoint === undefined || params.endpoint === endpoint);
  return Object.fromEntries(
    Object.entries(connections).filter(([name, connection]) =>
      removed === undefined ? !leadsToTarget(connection) : name !== removed,
    ),
  );
}
