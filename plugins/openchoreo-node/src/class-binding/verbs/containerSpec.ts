import type { EnvVar, WorkloadContainer } from '@promenade/openchoreo-model';

/** The inputs that describe a container. */
interface ContainerInput {
  image: string;
  command?: string[];
  args?: string[];
  environmentVariables?: EnvVar[];
}

/** A new container. Empty lists are left out. */
export function newContainer({
  image,
  command,
  args,
  environmentVariables,
}: ContainerInput): WorkloadContainer {
  return {
    image,
    ...(command?.length && { command }),
    ...(args?.length && { args }),
    ...(environmentVariables?.length && { env: environmentVariables }),
  };
}

/** Sets and removes variables. One that is replaced keeps its place, so that the list changes as little as possible. */
export function changedVariables(
  variables: readonly EnvVar[],
  set: readonly EnvVar[],
  removed: readonly string[],
): EnvVar[] {
  const replacements = new Map(set.map(variable => [variable.key, variable]));
  const known = new Set(variables.map(({ key }) => key));
  return [
    ...variables
      .filter(({ key }) => !removed.includes(key))
      .map(variable => replacements.get(variable.key) ?? variable),
    ...set.filter(({ key }) => !known.has(key)),
  ];
}
