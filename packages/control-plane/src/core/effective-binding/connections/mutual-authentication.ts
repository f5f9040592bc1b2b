import type {
  DataPlane,
  WorkloadConnection,
} from '@promenade/openchoreo-model';
import { invalid, type Problem } from '../../problem';
import { isComponentConnection } from './peer';

/** Whether both ends of a connection have to prove who they are. */
export function isMutualTlsRequired({ security }: WorkloadConnection): boolean {
  return security?.mtls === 'Required';
}

/** Whether a data plane can have pods prove to each other who they are. */
export function canAuthenticate(
  dataPlane: Pick<DataPlane, 'spec'> | undefined,
): boolean {
  return dataPlane?.spec.mutualAuthentication === 'cilium';
}

/**
 * Why a connection cannot have the proof that it requires; undefined where it can, or requires none.
 * Such a connection is not made at all: half a proof would look like a whole one.
 */
export function validateMutualAuthentication(
  connection: WorkloadConnection,
  field: string,
  dataPlane: Pick<DataPlane, 'metadata' | 'spec'> | undefined,
): Problem | undefined {
  if (!isMutualTlsRequired(connection)) return undefined;
  const at = `${field}.security.mtls`;
  if (!isComponentConnection(connection.type)) {
    return invalid(
      at,
      `only components can prove to each other who they are; leave it out of a connection of type ${connection.type}, and have the workload use TLS`,
    );
  }
  return canAuthenticate(dataPlane)
    ? undefined
    : invalid(
        at,
        `the data plane${
          dataPlane ? ` "${dataPlane.metadata.name}"` : ''
        } cannot have pods prove to each other who they are, so that the connection is not made; set spec.mutualAuthentication of the DataPlane to cilium where its Cilium does, or mtls to Disabled`,
      );
}
