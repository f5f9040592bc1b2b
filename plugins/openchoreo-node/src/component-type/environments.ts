import { annotations } from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type { EnvironmentDetails } from '../domain/OverviewSource';
import { sharedOrganization } from '../domain/sharedOrganization';
import {
  clusterDataPlaneKind,
  dataPlaneKind,
  environmentKind,
  type DataPlane,
  type Environment,
} from './platformKinds';

/** The environments of an organization, by name. */
export function environmentsOf(
  reader: ResourceReader,
  organization: string,
): Map<string, EnvironmentDetails> {
  return new Map(
    reader
      .byIndex(environmentKind, 'organization', organization)
      .map(environment => [
        environment.metadata.name,
        environmentDetails(reader, environment),
      ]),
  );
}

/** An environment, and the data plane that it is on. */
export function environmentDetails(
  reader: ResourceReader,
  environment: Environment,
): EnvironmentDetails {
  const { namespace = '', name } = environment.metadata;
  const { kind, name: dataPlaneName } = environment.spec.dataPlaneRef;
  const dataPlane = dataPlaneOf(reader, environment);
  return {
    organization: namespace,
    name,
    displayName: displayNameOf(environment),
    isProduction: environment.spec.isProduction,
    dataPlane: {
      organization:
        dataPlane &&
        (kind === 'ClusterDataPlane' ? sharedOrganization : namespace),
      ...(kind === 'ClusterDataPlane' && { type: 'cluster-data-plane' }),
      name: dataPlaneName,
      displayName: dataPlane && displayNameOf(dataPlane),
      simulated: dataPlane !== undefined && isSimulated(dataPlane),
      unreachable: dataPlane && connectionProblemOf(dataPlane),
    },
  };
}

/** The data plane of an environment. Undefined when it does not exist. */
export function dataPlaneOf(
  reader: ResourceReader,
  { metadata: { namespace }, spec }: Environment,
): DataPlane | undefined {
  const { kind, name } = spec.dataPlaneRef;
  return kind === 'ClusterDataPlane'
    ? reader.get(clusterDataPlaneKind, { name })
    : reader.get(dataPlaneKind, { namespace, name });
}

/** Why the control plane does not reach a data plane. Undefined when it does, and when it has not reported it. */
function connectionProblemOf({ metadata, status }: DataPlane) {
  const { connected, message, lastDisconnectedTime } =
    status?.agentConnection ?? {};
  if (connected !== false) return undefined;
  return {
    reason: 'AgentDisconnected',
    message: message || `The agent of ${metadata.name} is not connected.`,
    since: lastDisconnectedTime,
  };
}

export function isSimulated({ metadata }: DataPlane): boolean {
  return metadata.annotations?.[annotations.simulated] === 'true';
}

export function displayNameOf({
  metadata,
}: Pick<Environment, 'metadata'>): string | undefined {
  return metadata.annotations?.[annotations.displayName];
}
