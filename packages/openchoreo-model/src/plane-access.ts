import type { DataPlane } from './kinds/data-plane';
import { annotations } from './names/labels';

type Credentials = NonNullable<
  DataPlane['spec']['kubernetesCluster']
>['credentials'];

type SecretReference = NonNullable<Credentials['secretRef']>;

/**
 * A DataPlane or a BuildPlane: a cluster and its credentials.
 *
 * @public
 */
export interface Plane {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: Pick<DataPlane['spec'], 'kubernetesCluster'>;
}

/**
 * What credentials are for: `apply` changes the cluster, `read` only looks at it.
 *
 * @public
 */
export type PlaneUse = 'apply' | 'read';

/**
 * Namespace and name of a Secret with the credentials of a plane.
 *
 * @public
 */
export interface SecretKey {
  readonly namespace: string;
  readonly name: string;
}

/**
 * A Secret, with what is needed of its metadata.
 *
 * @public
 */
export interface CredentialSecret {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly data?: unknown;
}

/**
 * Address and credentials of a cluster. Certificates and keys are PEM in base64.
 *
 * @public
 */
export interface PlaneAccess {
  server: string;
  caData?: string;
  certData?: string;
  keyData?: string;
  token?: string;
}

/** Keys of a Secret with credentials, unless the reference names others. */
const defaultKeys = {
  caCert: 'ca.crt',
  clientCert: 'tls.crt',
  clientKey: 'tls.key',
  token: 'token',
} as const;

/**
 * Whether a plane is the cluster of the control plane: it names no cluster, or no address.
 *
 * @public
 */
export function isLocalCluster({ spec }: Plane): boolean {
  return !spec.kubernetesCluster?.credentials.apiServerURL;
}

/** The reference for a use. What only reads may use the credentials that apply, if there are no others. */
function secretReference(
  { spec }: Plane,
  use: PlaneUse,
): { field: string; ref: SecretReference } | undefined {
  const { secretRef, readerSecretRef } =
    spec.kubernetesCluster?.credentials ?? {};
  if (use === 'read' && readerSecretRef) {
    return { field: 'readerSecretRef', ref: readerSecretRef };
  }
  return secretRef && { field: 'secretRef', ref: secretRef };
}

/**
 * Returns the Secret with the credentials of a plane, if it names one; by default in the namespace of the plane.
 *
 * @public
 */
export function credentialSecretKey(
  plane: Plane,
  use: PlaneUse = 'apply',
): SecretKey | undefined {
  const { ref } = secretReference(plane, use) ?? {};
  return (
    ref && {
      namespace: ref.namespace ?? plane.metadata.namespace ?? '',
      name: ref.name,
    }
  );
}

/**
 * Returns the connection parameters of a plane that is not the cluster of the control plane.
 *
 * @param secret - Secret that its credentials name; its keys override inline credentials
 * @throws Error if the Secret lacks a key that the reference names explicitly
 * @public
 */
export function planeAccess(
  plane: Plane,
  secret?: CredentialSecret,
  use: PlaneUse = 'apply',
): PlaneAccess {
  const credentials = plane.spec.kubernetesCluster?.credentials;
  const named = secretReference(plane, use);
  const fromSecret = secret && named ? secretAccess(named, secret) : {};
  // The inline client certificate is that of the control plane, which may change the cluster.
  const isReader = named?.field === 'readerSecretRef';
  const inline = isReader ? undefined : credentials;
  return {
    server: credentials?.apiServerURL ?? '',
    caData: fromSecret.caData ?? (credentials?.caCert || undefined),
    certData: fromSecret.certData ?? (inline?.clientCert || undefined),
    keyData: fromSecret.keyData ?? (inline?.clientKey || undefined),
    token: fromSecret.token,
  };
}

function secretAccess(
  { field, ref }: { field: string; ref: SecretReference },
  secret: CredentialSecret,
): Partial<PlaneAccess> {
  const valueOf = (of: keyof typeof defaultKeys): string | undefined => {
    const named = ref.keys?.[of];
    const value = dataOf(secret, named ?? defaultKeys[of]);
    if (value) return value;
    if (!named) return undefined;
    const { namespace, name } = secret.metadata;
    throw new Error(
      `Secret "${namespace}/${name}" has no key "${named}", which ${field}.keys.${of} names`,
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

function dataOf({ data }: CredentialSecret, key: string): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const found = Object.entries(data).find(([name]) => name === key);
  return typeof found?.[1] === 'string' ? found[1] : undefined;
}

/**
 * Whether a plane may use a Secret: one in its own namespace, or one whose annotation names the plane. The author of a plane
 * chooses the server that the credentials are sent to, so the owner of the Secret must agree.
 *
 * @public
 */
export function isSecretGranted(
  { metadata: { namespace = '', name } }: Plane,
  secret: CredentialSecret,
): boolean {
  if (secret.metadata.namespace === namespace) return true;
  const allowed = secret.metadata.annotations?.[annotations.allowedDataPlanes];
  return (allowed ?? '')
    .split(',')
    .map(entry => entry.trim())
    .some(entry => [`${namespace}/${name}`, `${namespace}/*`].includes(entry));
}
