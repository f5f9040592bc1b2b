import type { UnstructuredObject } from '@promenade/kube-client';
import { jsonAt } from '../../runtime/json';

/** The credentials of a registry, as the kubelet reads them. */
export interface PullSecret {
  readonly type: string;
  readonly data: { readonly [key: string]: string };
  /** Changes whenever the Secret does, and reveals nothing of it. */
  readonly version: string;
}

const pullSecretType = 'kubernetes.io/dockerconfigjson';
const pullSecretKey = '.dockerconfigjson';

/**
 * Returns the credentials in a Secret. No other keys and types are copied, so that a DataPlane cannot disclose other Secrets.
 *
 * @throws Error if it is no pull Secret
 */
export function pullSecretOf(secret: UnstructuredObject): PullSecret {
  const { name, namespace, uid, resourceVersion } = secret.metadata;
  const content = jsonAt(secret, 'data', pullSecretKey);
  if (
    jsonAt(secret, 'type') !== pullSecretType ||
    typeof content !== 'string'
  ) {
    throw new Error(
      `Secret "${namespace}/${name}" is not of the type ${pullSecretType}; create it with kubectl create secret docker-registry`,
    );
  }
  return {
    type: pullSecretType,
    data: { [pullSecretKey]: content },
    version: `${uid}/${resourceVersion}`,
  };
}
