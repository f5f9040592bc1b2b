import type {
  EnvVar,
  WorkloadContainer,
  WorkloadTemplate,
} from '@promenade/openchoreo-model';
import type { JsonObject } from '../../runtime/json';
import type { RenderedConfiguration } from '../configuration/render-configuration';
import {
  containerNames,
  mainContainerName,
} from '../../core/effective-binding/container-names';
import { servicePorts, type Port } from './ports';
import { warning, type Problem } from '../../core/problem';

/** A literal environment variable of a container. */
export interface LiteralEnv {
  readonly name: string;
  readonly value: string;
}

/** What a container gets besides what its workload writes out. */
export interface ContainerOptions {
  /** Variables that connections set, in the main container. */
  readonly connectionEnv?: readonly Env[];
  /** Where references lead, and which files are mounted. */
  readonly configuration?: Pick<RenderedConfiguration, 'env' | 'volumeMounts'>;
}

/** A variable as core/v1 has it. */
type Env =
  | LiteralEnv
  | { readonly name: string; readonly valueFrom: JsonObject };

/** Containers of a pod, and what is to be said about them. */
export interface Containers {
  readonly containers: JsonObject[];
  readonly problems: Problem[];
}

const nonEmpty = <T>(list: readonly T[] | undefined) =>
  list?.length ? list : undefined;

/**
 * The containers of a workload, the main one first and the others by name.
 *
 * The main container gets `connectionEnv` after its own variables, and the
 * ports of every endpoint that names no other container. A variable that is
 * given twice keeps its last value, as OpenChoreo v0.3.2 keeps it.
 */
export function renderContainers(
  workload: WorkloadTemplate,
  { connectionEnv = [], configuration }: ContainerOptions = {},
): Containers {
  const problems: Problem[] = [];
  const main = mainContainerName(workload);
  const ports = servicePorts(workload.endpoints);
  const containers = containerNames(workload).map(name => {
    const container = workload.containers?.[name];
    const field = `spec.workloadSpec.containers.${name}`;
    const env = mergeEnv(
      [
        ...declaredEnv(container?.env ?? [], name, configuration),
        ...(name === main ? connectionEnv : []),
      ],
      `${field}.env`,
      problems,
    );
    const own = ports.filter(
      port => (portContainer(port, workload) ?? main) === name,
    );
    return {
      ...renderContainer(name, container, env, own),
      volumeMounts: nonEmpty(configuration?.volumeMounts(name)),
    };
  });
  return { containers, problems };
}

function portContainer(
  { container }: Port,
  workload: WorkloadTemplate,
): string | undefined {
  return container && workload.containers?.[container] ? container : undefined;
}

function renderContainer(
  name: string,
  container: WorkloadContainer | undefined,
  env: readonly Env[],
  ports: readonly Port[],
): JsonObject {
  return {
    name,
    image: container?.image,
    command: nonEmpty(container?.command),
    args: nonEmpty(container?.args),
    env: nonEmpty(env.map(renderEnv)),
    ports: nonEmpty(
      distinctTargetPorts(ports).map(port => ({
        name: port.name,
        containerPort: port.targetPort,
        protocol: port.protocol,
      })),
    ),
  };
}

/** Without a value that is empty, which Go leaves out: a class that gives the variable one has its own then. */
function renderEnv(variable: Env): JsonObject {
  return 'value' in variable && variable.value === ''
    ? { name: variable.name }
    : { ...variable };
}

/** Several ports of the Service may lead to one of the container, which the API server takes once only. */
function distinctTargetPorts(ports: readonly Port[]): Port[] {
  const targetOf = ({ targetPort, protocol }: Port) =>
    `${targetPort}/${protocol}`;
  return ports.filter(
    (port, index) =>
      ports.findIndex(other => targetOf(other) === targetOf(port)) === index,
  );
}

/** The variables that a workload declares for a container. One that leads nowhere is left out; the configuration says so. */
function declaredEnv(
  declared: readonly EnvVar[],
  container: string,
  configuration: ContainerOptions['configuration'],
): Env[] {
  return declared.flatMap(({ key: name, value }): Env[] => {
    if (name && value) return [{ name, value }];
    const valueFrom = configuration?.env(container, name);
    return valueFrom ? [{ name, valueFrom }] : [];
  });
}

function mergeEnv(
  variables: readonly Env[],
  field: string,
  problems: Problem[],
): Env[] {
  const byName = new Map<string, Env>();
  for (const variable of variables) {
    const { name } = variable;
    if (byName.has(name)) {
      problems.push(
        warning(
          `${field}[${name}]`,
          'the variable is given more than once and the last value counts; give it once',
        ),
      );
    }
    byName.set(name, variable);
  }
  return [...byName.values()];
}
