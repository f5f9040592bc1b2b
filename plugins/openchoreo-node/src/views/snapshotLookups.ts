import type { BuildSnapshot } from '../domain/BuildSnapshot';
import type {
  ComponentSnapshot,
  DeploymentSnapshot,
} from '../domain/ComponentSnapshot';

/** The deployment of a component in an environment. Undefined when there is none. */
export function deploymentIn(
  { deployments }: Pick<ComponentSnapshot, 'deployments'>,
  environment: string,
): DeploymentSnapshot | undefined {
  return deployments.find(deployment => deployment.environment === environment);
}

/** The newest build of a component that has not succeeded, which its first environment waits for. */
export function unfinishedBuild(
  { latestBuild, pipeline }: ComponentSnapshot,
  environment: string,
): BuildSnapshot | undefined {
  return environment === pipeline?.environments[0] &&
    latestBuild?.phase !== 'Succeeded'
    ? latestBuild
    : undefined;
}

/** The display name of an environment, or else its name. */
export function environmentLabel(
  { environments }: Pick<ComponentSnapshot, 'environments'>,
  name: string,
): string {
  return environments.get(name)?.displayName ?? name;
}

/** The label of an environment at the beginning of a sentence. */
export function capitalizedEnvironmentLabel(
  snapshot: Pick<ComponentSnapshot, 'environments'>,
  name: string,
): string {
  const label = environmentLabel(snapshot, name);
  return label.charAt(0).toLocaleUpperCase('en-US') + label.slice(1);
}
