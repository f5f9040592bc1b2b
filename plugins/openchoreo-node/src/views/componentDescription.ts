import type {
  ComponentDescription,
  DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentUnit } from '../domain/CatalogUnit';
import type {
  ComponentSnapshot,
  EnvironmentVariable,
  ReleaseContents,
} from '../domain/ComponentSnapshot';
import { imagesOf } from './componentList';
import { connectionTarget, describeOverrides } from './releaseFacts';
import { deploymentIn } from './snapshotLookups';

/**
 * What a component consists of and where it runs. It has no values of environment variables.
 *
 * @param board - of the component
 * @param unit - undefined while the component is being deleted
 */
export function componentDescription(
  snapshot: ComponentSnapshot,
  board: DeployBoard,
  unit: ComponentUnit | undefined,
): ComponentDescription {
  const { ref, displayName, apis } = snapshot;
  const contents = currentContents(snapshot);
  return {
    organization: ref.organization,
    project: ref.project,
    name: ref.component,
    displayName,
    description: unit?.description,
    owner: unit?.owners[0]?.value,
    type: board.component.type,
    source: unit?.source,
    containers: each(contents?.containers, (name, { image, env }) => ({
      name,
      image,
      variables: env.map(variable => ({
        key: variable.key,
        from: referenceOf(variable),
      })),
    })),
    endpoints: each(contents?.endpoints, (name, { type, port }) => ({
      name,
      type,
      port,
    })),
    apis: [
      ...each(deployedApis(snapshot), (name, api) => ({
        name,
        type: api.type,
        basePath: api.basePath,
        exposure: [...api.exposeLevels],
      })),
      ...apis.map(({ name, endpoints }) => ({
        name,
        exposure: [...new Set(endpoints.map(({ visibility }) => visibility))],
      })),
    ],
    connections: each(contents?.connections, (name, connection) => ({
      name,
      type: connection.type,
      target: connectionTarget(connection) || undefined,
      variables: [...connection.injects],
    })),
    environments: board.environments.map(card => ({
      name: card.environment.name,
      isProduction: card.environment.isProduction,
      state: card.state,
      message: card.message,
      release: card.release?.name,
      images: imagesOf(card),
      overrides: overridesOf(snapshot, card.environment.name),
      endpoints: card.endpoints,
    })),
    problem: board.problem?.message,
  };
}

/** The contents of the workload, or else of the first deployment. */
function currentContents({
  workload,
  deployments,
}: ComponentSnapshot): ReleaseContents | undefined {
  return workload ?? deployments[0]?.contents;
}

/** The APIs are part of what deploys a workload, not of the workload. */
function deployedApis({
  deployments,
}: ComponentSnapshot): ReleaseContents['apis'] {
  return Object.assign({}, ...deployments.map(({ contents }) => contents.apis));
}

function overridesOf(
  snapshot: ComponentSnapshot,
  environment: string,
): string[] {
  const overrides = deploymentIn(snapshot, environment)?.overrides;
  return overrides ? describeOverrides(overrides).map(({ path }) => path) : [];
}

function referenceOf({ from }: EnvironmentVariable): string | undefined {
  return from && `key ${from.key} of ${from.source} ${from.name}`;
}

function each<T, U>(
  entries: Readonly<Record<string, T>> = {},
  describe: (name: string, value: T) => U,
): U[] {
  return Object.entries(entries)
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([name, value]) => describe(name, value));
}
