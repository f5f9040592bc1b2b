import type { ClusterAccess, UnstructuredObject } from '@promenade/kube-client';
import type { DataPlane } from '@promenade/openchoreo-model';
import { jsonAt } from '../../runtime/json';

type Credentials = NonNullable<
  DataPlane['spec']['kubernetesCluster']
>['credentials'];

/** The Secret that a data plane's credentials are in. */
export interface SecretKey {
  readonly namespace: string;
  readonly name: string;
}

/**
 * Whether a data plane is the cluster that the control plane itself works on:
 * it names no cluster, or no address of one.
 */
export function isOwnCluster({ spec }: DataPlane): boolean {
  return !spec.kubernetesCluster?.credentials.apiServerURL;
}

/** Whether two data planes are one cluster, so that they share its gateways. */
export function isSameCluster(one: DataPlane, other: DataPlane): boolean {
  return addressOf(one) === addressOf(other);
}

function addressOf({ spec }: DataPlane): string {
  return spec.kubernetesCluster?.credentials.apiServerURL ?? '';
}

/** The Secret with the credentials of a data plane, where it names one; by default in its own namespace. */
export function secretKeyOf({
  metadata,
  spec,
}: DataPlane): SecretKey | undefined {
  const ref = spec.kubernetesCluster?.credentials.secretRef;
  return (
    ref && {
      namespace: ref.namespace ?? metadata.namespace ?? '',
      name: ref.name,
    }
  );
}

/**
 * How to reach the cluster of a data plane that is not our own.
 *
 * @param secret - the Secret that its credentials name; what it holds is preferred to what is written inline
 */
export function clusterAccessOf(
  dataPlane: DataPlane,
  secret?: UnstructuredObject,
): ClusterAccess {
  const credentials = dataPlane.spec.kubernetesCluster?.credentials;
  const held = secret && credentials ? secretAccess(credentials, secret) : {};
  return {
    server: credentials?.apiServerURL ?? '',
    caData: held.caData ?? (credentials?.caCert || undefined),
    certData: held.certData ?? (credentials?.clientCert || undefined),
    keyData: held.keyData ?? (credentials?.clientKey || undefined),
    token: held.token,
  };
}

function secretAccess(
  { secretRef }: Credentials,
  secret: UnstructuredObject,
): Partial<ClusterAccess> {
  const keys = secretRef?.keys;
  const at = (key: string): string | undefined => {
    const value = jsonAt(secret, 'data', key);
    return typeof value === 'string' && value ? value : undefined;
  };
  const token = at(keys?.token ?? 'token');
  return {
    caData: at(keys?.caCert ?? 'ca.crt'),
    certData: at(keys?.clientCert ?? 'tls.crt'),
    keyData: at(keys?.clientKey ?? 'tls.key'),
    token: token && Buffer.from(token, 'base64').toString('utf8').trim(),
  };
}
