import type {
  ClusterAccess,
  KubeObject,
  UnstructuredObject,
} from '@promenade/kube-client';
import { annotations, type DataPlane } from '@promenade/openchoreo-model';
import { jsonAt } from '../../runtime/json';

type Credentials = NonNullable<
  DataPlane['spec']['kubernetesCluster']
>['credentials'];

/** A DataPlane or a BuildPlane: a cluster and its credentials. */
export interface Plane {
  readonly metadata: DataPlane['metadata'];
  readonly spec: Pick<DataPlane['spec'], 'kubernetesCluster'>;
}

/** Keys of a Secret with credentials, unless the reference names others. */
const defaultKeys = {
  caCert: 'ca.crt',
  clientCert: 'tls.crt',
  clientKey: 'tls.key',
  token: 'token',
} as const;

/** Namespace and name of a Secret with the credentials of a plane. */
export interface SecretKey {
  readonly namespace: string;
  readonly name: string;
}

/** Whether a plane is the cluster of the control plane: it names no cluster, or no address. */
export function isLocalCluster({ spec }: Plane): boolean {
  return !spec.kubernetesCluster?.credentials.apiServerURL;
}

/** Returns the Secret with the credentials of a plane, if it names one; by default in the namespace of the plane. */
export function credentialSecretKey({
  metadata,
  spec,
}: Plane): SecretKey | undefined {
  const ref = spec.kubernetesCluster?.credentials.secretRef;
  return (
    ref && {
      namespace: ref.namespace ?? metadata.namespace ?? '',
      name: ref.name,
    }
  );
}

/**
 * Returns the connection parameters of a plane that is not the cluster of the control plane.
 *
 * @param secret - Secret that its credentials name; its keys override inline credentials
 */
export function clusterAccess(
  plane: Plane,
  secret?: UnstructuredObject,
): ClusterAccess {
  const credentials = plane.spec.kubernetesCluster?.credentials;
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

/** @throws Error if the Secret lacks a key that the reference names explicitly */
function secretAccess(
  { secretRef }: Credentials,
  secret: UnstructuredObject,
): Partial<ClusterAccess> {
  const valueOf = (field: keyof typeof defaultKeys): string | undefined => {
    const named = secretRef?.keys?.[field];
    const value = jsonAt(secret, 'data', named ?? defaultKeys[field]);
    if (typeof value === 'string' && value) return value;
    if (!named) return undefined;
    const { namespace, name } = secret.metadata;
    throw new Error(
      `Secret "${namespace}/${name}" has no key "${named}", which secretRef.keys.${field} names`,
    );
  };
  const token = valueOf('token');
  return {
    caData: valueOf('caCert'),
    certData: valueOf('clientCert'),
    keyData: valueOf('clientKey'),
    token: token && Buffer.from(token, 'base64').toString('utf8').trim(),
  };
}

/**
 * Whether a plane may use a Secret: one in its own namespace, or one whose annotation names the plane. The author of a plane
 * chooses the server that the credentials are sent to, so the owner of the Secret must agree.
 */
export function isSecretGranted(
  { metadata: { namespace = '', name } }: Plane,
  secret: KubeObject,
): boolean {
  if (secret.metadata.namespace === namespace) return true;
  const allowed = secret.metadata.annotations?.[annotations.allowedDataPlanes];
  return (allowed ?? '')
    .split(',')
    .map(entry => entry.trim())
    .some(entry => [`${namespace}/${name}`, `${namespace}/*`].includes(entry));
}
