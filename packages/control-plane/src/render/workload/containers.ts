import type {
  EnvVar,
  WorkloadContainer,
  WorkloadTemplate,
} from '@promenade/openchoreo-model';
import {
  containerNames,
  mainContainerName,
  podContainerName,
} from '../../core/effective-binding/container-names';
import { validateVariableName } from '../../core/effective-binding/validate-names';
import { invalid, warning, type Problem } from '../../core/problem';
import { nonEmpty, type JsonObject } from '../../runtime/json';
import type { RenderedConfiguration } from '../configuration/render-configuration';
import { servicePorts, type Port } from './ports';

/** A literal environment variable of a container. */
export interface LiteralEnv {
  readonly name: string;
  readonly value: string;
}

/** What a container gets besides its declaration in the workload. */
export interface ContainerOptions {
  /** Variables of connections, for the main container. */
  readonly connectionEnv?: readonly Env[];
  /** Variables and mounts of the configuration. */
  readonly configuration?: Pick<RenderedConfiguration, 'env' | 'volumeMounts'>;
}

/** An environment variable of core/v1. Without a value it has that of the class, or an empty one. */
type Env =
  | (Pick<LiteralEnv, 'name'> & Partial<LiteralEnv>)
  | { readonly name: string; readonly valueFrom: JsonObject };

/** The containers of a pod, and their problems. */
export interface Containers {
  readonly containers: JsonObject[];
  readonly problems: Problem[];
}

/**
 * Renders the containers of a workload, the main one first and the others by name.
 *
 * The main container gets `connectionEnv` after its own variables, and the ports of every endpoint that names no other
 * container. The last value of a variable that is set twice applies, as in OpenChoreo v0.3.2.
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
        ...declaredEnv(
          container?.env ?? [],
          name,
          `${field}.env`,
          configuration,
          problems,
        ),
        ...(name === main ? connectionEnv : []),
      ],
      `${field}.env`,
      problems,
    );
    const own = ports.filter(
      port => (portContainer(port, workload) ?? main) === name,
    );
    if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
      problems.push(
        invalid(
          field,
          `"${name}" cannot be the name of a container; use lower case letters, digits and hyphens`,
        ),
      );
    }
    return {
      ...renderContainer(podContainerName(name), container, env, own),
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
    env: nonEmpty(env.map(variable => ({ ...variable }))),
    ports: nonEmpty(
      distinctTargetPorts(ports).map(port => ({
        name: port.name,
        containerPort: port.targetPort,
        protocol: port.protocol,
      })),
    ),
  };
}

/** Several ports of the Service may have the same target port, which the API server accepts once only. */
function distinctTargetPorts(ports: readonly Port[]): Port[] {
  const targetOf = ({ targetPort, protocol }: Port) =>
    `${targetPort}/${protocol}`;
  return ports.filter(
    (port, index) =>
      ports.findIndex(other => targetOf(other) === targetOf(port)) === index,
  );
}

/**
 * The variables that a workload declares for a container. A variable with neither a value nor a reference is empty,
 * because clients in Go omit an empty value. A variable whose reference is not resolved is left out; the configuration
 * reports it.
 */
function declaredEnv(
  declared: readonly EnvVar[],
  container: string,
  field: string,
  configuration: ContainerOptions['configuration'],
  problems: Problem[],
): Env[] {
  return declared.flatMap(({ key: name, value = '', valueFrom }): Env[] => {
    const invalidName = validateVariableName(name, `${field}[${name}].key`);
    problems.push(...invalidName);
    if (invalidName.length > 0) return [];
    if (value || !valueFrom) return [{ name, value }];
    const reference = configuration?.env(container, name);
    return reference ? [{ name, valueFrom: reference }] : [];
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
          'the variable is set more than once and the last value applies; set it once',
        ),
      );
    }
    byName.set(name, variable);
  }
  return [...byName.values()];
}
