import type { ClusterAccess, UnstructuredObject } from '@promenade/kube-client';
import type { DataPlane } from '@promenade/openchoreo-model';
import { jsonAt } from '../../runtime/json';

type Credentials = NonNullable<
  DataPlane['spec']['kubernetesCluster']
>['credentials'];

/** Namespace and name of a Secret with the credentials of a data plane. */
export interface SecretKey {
  readonly namespace: string;
  readonly name: string;
}

/** Whether a data plane is the cluster of the control plane: it names no cluster, or no address. */
export function isLocalCluster({ spec }: DataPlane): boolean {
  return !spec.kubernetesCluster?.credentials.apiServerURL;
}

/** Returns the Secret with the credentials of a data plane, if it names one; by default in the namespace of the DataPlane. */
export function credentialSecretKey({
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
 * Returns the connection parameters of a data plane that is not the cluster of the control plane.
 *
 * @param secret - Secret that its credentials name; its keys override inline credentials
 */
export function clusterAccess(
  dataPlane: DataPlane,
  secret?: UnstructuredObject,
): ClusterAccess {
  const credentials = dataPlane.spec.kubernetesCluster?.credentials;
  const fromSecret =
    secret && credentials ? secretAccess(credentials, secret) : {};
  return {
    server: credentials?.apiServerURL ?? '',
    caData: fromSecret.caData ?? (credentials?.caCert || undefined),
    certData: fromSecret.certData ?? (credentials?.clientCert || undefined),
    keyData: fromSecret.keyData ?? (credentials?.clientKey || undefined),
    token: fromSecret.token,
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
