import {
  credentialSecretKey,
  isLocalCluster,
  isSecretGranted,
  planeAccess,
  type Plane,
} from '@promenade/openchoreo-model';
import type { RemoteCluster, RuntimeCluster } from '../domain/RuntimeSnapshot';

/** How the cluster of a DataPlane or a BuildPlane is read. */
export function planeCluster(
  plane: Plane,
  type: RemoteCluster['plane'],
): RuntimeCluster {
  return isLocalCluster(plane) ? { type: 'local' } : remoteCluster(plane, type);
}

function remoteCluster(
  plane: Plane,
  type: RemoteCluster['plane'],
): RuntimeCluster {
  const secretKey = credentialSecretKey(plane, 'read');
  const { metadata } = plane;
  const name = `${metadata.namespace}/${metadata.name}`;
  return {
    type: 'remote',
    plane: type,
    name,
    secret: secretKey,
    access(secret) {
      if (secretKey && !(secret && isSecretGranted(plane, secret))) {
        const { namespace, name: secretName } = secretKey;
        throw new Error(
          `The Secret ${namespace}/${secretName} of the ${type} ${name} does not exist, or its annotation openchoreo.dev/allowed-data-planes does not name the ${type}.`,
        );
      }
      return planeAccess(plane, secret, 'read');
    },
  };
}
