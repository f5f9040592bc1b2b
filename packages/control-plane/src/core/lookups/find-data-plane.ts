import { hasCredentials } from '../effective-binding/address';
import {
  dataPlaneKind,
  environmentKind,
  type DataPlane,
  type Environment,
} from '@promenade/openchoreo-model';
import { invalidObjectError } from '../../runtime/validation';
import type { Read } from '../../runtime/read';
import { defaultDataPlane } from './indexes';
import { findShared, searchedOrganizations } from './shared-resource';

/** Why an environment has no data plane: reason and message of a condition. */
export interface NoDataPlane {
  readonly reason:
    | 'EnvironmentNotFound'
    | 'DataPlaneNotFound'
    | 'DataPlaneCredentialsInvalid';
  readonly message: string;
}

/** An environment and its data plane. */
export interface ResolvedEnvironment {
  readonly environment: Environment;
  readonly dataPlane: DataPlane;
}

/** Finds an environment and its data plane. Both are looked up in the organization first, then in `default`. */
export function findDataPlane(
  read: Read,
  organization: string,
  environmentName: string,
): ResolvedEnvironment | NoDataPlane {
  const environment = findShared(
    read,
    environmentKind,
    organization,
    environmentName,
  );
  if (!environment) {
    return {
      reason: 'EnvironmentNotFound',
      message:
        invalidObjectError(read, environmentKind, {
          namespace: organization,
          name: environmentName,
        }) ??
        `Environment "${environmentName}" not found in ${searchedOrganizations(
          organization,
        )}; create it or name another`,
    };
  }
  const dataPlaneName = environment.spec.dataPlaneRef || defaultDataPlane;
  const dataPlane = findShared(
    read,
    dataPlaneKind,
    organization,
    dataPlaneName,
  );
  if (!dataPlane) {
    return {
      reason: 'DataPlaneNotFound',
      message:
        invalidObjectError(read, dataPlaneKind, {
          namespace: organization,
          name: dataPlaneName,
        }) ??
        `DataPlane "${dataPlaneName}" of environment "${environmentName}" not found in ${searchedOrganizations(
          organization,
        )}; create it or name another`,
    };
  }
  return { environment, dataPlane };
}

/** Whether two data planes are the same cluster and therefore share its gateways. */
export function isSameCluster(one: DataPlane, other: DataPlane): boolean {
  return apiServerUrl(one) === apiServerUrl(other);
}

/**
 * Returns the URL of the API server of a data plane, to compare and to record; empty for the cluster of the control plane.
 * Credentials in the URL are left out, because the status of a Release is readable.
 */
export function apiServerUrl({ spec }: DataPlane): string {
  const url = spec.kubernetesCluster?.credentials.apiServerURL ?? '';
  if (!hasCredentials(url)) return url;
  const withoutCredentials = new URL(url);
  withoutCredentials.username = '';
  withoutCredentials.password = '';
  return withoutCredentials.href;
}
