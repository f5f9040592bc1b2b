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
