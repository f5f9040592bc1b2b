import type {
  EnvVar,
  WorkloadContainer,
  WorkloadTemplate,
} from '@promenade/openchoreo-model';
import type { JsonObject } from '../json';
import { portsOf, type Port } from './ports';
import { warning, type Problem } from './problem';
import { compareText } from './sorted';

/** A literal environment variable of a container. */
export interface LiteralEnv {
  readonly name: string;
  readonly value: string;
}

/** Containers of a pod, and what is to be said about them. */
export interface Containers {
  readonly containers: JsonObject[];
  readonly problems: Problem[];
}

const emptyToAbsent = <T>(list: readonly T[] | undefined) =>
  list?.length ? list : undefined;

/**
 * The name of the container that endpoints and connections belong to where
 * they name none: `main`, else the first by name.
 */
export function mainContainerName(
  workload: WorkloadTemplate,
): string | undefined {
  const names = containerNames(workload);
  return names[0];
}

function containerNames({ containers = {} }: WorkloadTemplate): string[] {
  return Object.keys(containers).sort(
    (a, b) => Number(b === 'main') - Number(a === 'main') || compareText(a, b),
  );
}

/**
 * The containers of a workload, the main one first and the others by name.
 *
 * The main container gets `connectionEnv` after its own variables, and the
 * ports of every endpoint that names no other container. A variable that is
 * given twice keeps its last value, as OpenChoreo v0.3.2 keeps it.
 */
export function containersOf(
  workload: WorkloadTemplate,
  connectionEnv: readonly LiteralEnv[] = [],
): Containers {
  const problems: Problem[] = [];
  const main = mainContainerName(workload);
  const ports = portsOf(workload.endpoints);
  const containers = containerNames(workload).map(name => {
    const container = workload.containers?.[name];
    const field = `spec.workloadSpec.containers.${name}`;
    const env = envOf(
      container?.env ?? [],
      name === main ? connectionEnv : [],
      `${field}.env`,
      problems,
    );
    const own = ports.filter(
      port => (portOwner(port, workload) ?? main) === name,
    );
    return containerObject(name, container, env, own);
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
  env: readonly LiteralEnv[],
  ports: readonly Port[],
): JsonObject {
  return {
    name,
    image: container?.image,
    command: emptyToAbsent(container?.command),
    args: emptyToAbsent(container?.args),
    env: emptyToAbsent(
      env.map(({ name: key, value }) => ({ name: key, value })),
    ),
    ports: emptyToAbsent(
      ports.map(port => ({
        name: port.name,
        containerPort: port.targetPort,
        protocol: port.protocol,
      })),
    ),
  };
}

function envOf(
  own: readonly EnvVar[],
  fromConnections: readonly LiteralEnv[],
  field: string,
  problems: Problem[],
): LiteralEnv[] {
  const values = new Map<string, string>();
  const set = (name: string, value: string) => {
    if (values.has(name)) {
      problems.push(
        warning(
          `${field}[${name}]`,
          'the variable is given more than once and the last value counts; give it once',
        ),
      );
    }
    values.set(name, value);
  };
  for (const { key, value, valueFrom } of own) {
    if (key && value) {
      set(key, value);
    } else if (valueFrom) {
      problems.push(
        warning(
          `${field}[${key}].valueFrom`,
          'the variable is left out because references to configuration groups and secrets are not resolved; give it a literal value',
        ),
      );
    }
  }
  for (const { name, value } of fromConnections) set(name, value);
  return [...values].map(([name, value]) => ({ name, value }));
}
