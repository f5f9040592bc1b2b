import type {
  EnvVar,
  WorkloadContainer,
  WorkloadTemplate,
} from '@promenade/openchoreo-model';
import type { JsonObject } from '../runtime/json';
import type { Configuration } from './configuration/configuration';
import {
  containerNames,
  mainContainerName,
} from '../core/effective-binding/container-names';
import { portsOf, type Port } from './ports';
import { warning, type Problem } from '../core/problem';

/** A literal environment variable of a container. */
export interface LiteralEnv {
  readonly name: string;
  readonly value: string;
}

/** What a container gets besides what its workload writes out. */
export interface ContainerSurroundings {
  /** Variables that connections set, in the main container. */
  readonly connectionEnv?: readonly Env[];
  /** Where references lead, and which files are mounted. */
  readonly configuration?: Pick<Configuration, 'env' | 'volumeMounts'>;
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

const emptyToAbsent = <T>(list: readonly T[] | undefined) =>
  list?.length ? list : undefined;

/**
 * The containers of a workload, the main one first and the others by name.
 *
 * The main container gets `connectionEnv` after its own variables, and the
 * ports of every endpoint that names no other container. A variable that is
 * given twice keeps its last value, as OpenChoreo v0.3.2 keeps it.
 */
export function containersOf(
  workload: WorkloadTemplate,
  { connectionEnv = [], configuration }: ContainerSurroundings = {},
): Containers {
  const problems: Problem[] = [];
  const main = mainContainerName(workload);
  const ports = portsOf(workload.endpoints);
  const containers = containerNames(workload).map(name => {
    const container = workload.containers?.[name];
    const field = `spec.workloadSpec.containers.${name}`;
    const env = envOf(
      [
        ...ownEnv(container?.env ?? [], name, configuration),
        ...(name === main ? connectionEnv : []),
      ],
      `${field}.env`,
      problems,
    );
    const own = ports.filter(
      port => (portOwner(port, workload) ?? main) === name,
    );
    return {
      ...containerObject(name, container, env, own),
      volumeMounts: emptyToAbsent(configuration?.volumeMounts(name)),
    };
  });
  return { containers, problems };
}

function portOwner(
  { container }: Port,
  workload: WorkloadTemplate,
): string | undefined {
  return container && workload.containers?.[container] ? container : undefined;
}

function containerObject(
  name: string,
  container: WorkloadContainer | undefined,
  env: readonly Env[],
  ports: readonly Port[],
): JsonObject {
  return {
    name,
    image: container?.image,
    command: emptyToAbsent(container?.command),
    args: emptyToAbsent(container?.args),
    env: emptyToAbsent(env.map(envObject)),
    ports: emptyToAbsent(
      distinctTargets(ports).map(port => ({
        name: port.name,
        containerPort: port.targetPort,
        protocol: port.protocol,
      })),
    ),
  };
}

/** Without a value that is empty, which Go leaves out: a class that gives the variable one has its own then. */
function envObject(variable: Env): JsonObject {
  return 'value' in variable && variable.value === ''
    ? { name: variable.name }
    : { ...variable };
}

/** Several ports of the Service may lead to one of the container, which the API server takes once only. */
function distinctTargets(ports: readonly Port[]): Port[] {
  const targetOf = ({ targetPort, protocol }: Port) =>
    `${targetPort}/${protocol}`;
  return ports.filter(
    (port, index) =>
      ports.findIndex(other => targetOf(other) === targetOf(port)) === index,
  );
}

/** The variables that a workload declares for a container. One that leads nowhere is left out; the configuration says so. */
function ownEnv(
  declared: readonly EnvVar[],
  container: string,
  configuration: ContainerSurroundings['configuration'],
): Env[] {
  return declared.flatMap(({ key: name, value }): Env[] => {
    if (name && value) return [{ name, value }];
    const valueFrom = configuration?.env(container, name);
    return valueFrom ? [{ name, valueFrom }] : [];
  });
}

function envOf(
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
