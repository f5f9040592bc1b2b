import {
  annotations,
  dataPlaneKind,
  environmentKind,
  getCondition,
  type Environment,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type { EnvironmentDetails } from '../domain/OverviewSource';
import { sharedOrganization } from '../domain/sharedOrganization';
import { dataPlaneNameOf } from './buildDeploymentUnit';
import { getOwnOrShared } from './getOwnOrShared';

/** The environments that an organization may use: the shared ones and its own, which take precedence. */
export function environmentsOf(
  reader: ResourceReader,
  organization: string,
): Map<string, EnvironmentDetails> {
  const found = [sharedOrganization, organization].flatMap(owner =>
    reader.byIndex(environmentKind, 'organization', owner),
  );
  return new Map(
    found.map(environment => [
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
  const { metadata, spec } = environment;
  const { namespace = '', name } = metadata;
  return {
    organization: namespace,
    name,
    displayName: metadata.annotations?.[annotations.displayName],
    isProduction: spec.isProduction ?? false,
    policies: spec.policies,
    dataPlane: dataPlaneOf(reader, namespace, dataPlaneNameOf(environment)),
  };
}

function dataPlaneOf(
  reader: ResourceReader,
  organization: string,
  name: string,
): EnvironmentDetails['dataPlane'] {
  const dataPlane = getOwnOrShared(reader, dataPlaneKind, organization, name);
  const reachable = getCondition(dataPlane?.status?.conditions, 'Reachable');
  const given = dataPlane?.metadata.annotations;
  return {
    organization: dataPlane?.metadata.namespace,
    name,
    displayName: given?.[annotations.displayName],
    simulated: given?.[annotations.simulated] === 'true',
    unreachable:
      reachable?.status === 'False'
        ? { ...reachable, since: reachable.lastTransitionTime }
        : undefined,
  };
}
