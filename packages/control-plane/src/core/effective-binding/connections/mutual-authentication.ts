import type {
  DataPlane,
  WorkloadConnection,
} from '@promenade/openchoreo-model';
import { invalid, type Problem } from '../../problem';
import { isComponentConnection } from './peer';

/** Whether a connection requires mutual TLS. */
export function isMutualTlsRequired({ security }: WorkloadConnection): boolean {
  return security?.mtls === 'Required';
}

/** Whether a data plane supports mutual authentication of pods. */
export function canAuthenticate(
  dataPlane: Pick<DataPlane, 'spec'> | undefined,
): boolean {
  return dataPlane?.spec.mutualAuthentication === 'cilium';
}

/**
 * Validates that a connection can be authenticated where it requires it; undefined where it is valid. An invalid
 * connection is not made at all, because partial authentication would look complete.
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
      `only connections between components support mtls; remove it from a connection of type ${connection.type}, and use TLS in the workload`,
    );
  }
  return canAuthenticate(dataPlane)
    ? undefined
    : invalid(
        at,
        `the data plane${
          dataPlane ? ` "${dataPlane.metadata.name}"` : ''
        } does not support mutual authentication, so the connection is not made; set spec.mutualAuthentication of the DataPlane to cilium if its Cilium supports it, or mtls to Disabled`,
      );
}
