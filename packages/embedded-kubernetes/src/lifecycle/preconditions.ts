import { conflict, invalid, modified } from '../api/status-errors';
import { StatusError } from '../api/status-error';
import type { KubeObject, ServedType } from '../api/types';

/** @throws StatusError 409 if what was sent was made from another object or another version of it */
export function refuseStale(
  type: ServedType,
  live: KubeObject,
  sent: KubeObject,
): void {
  const name = live.metadata.name ?? '';
  const { uid, resourceVersion } = sent.metadata;
  if (uid && uid !== live.metadata.uid) {
    throw otherUid(type, name, uid, live.metadata.uid ?? '');
  }
  if (resourceVersion && resourceVersion !== live.metadata.resourceVersion) {
    throw modified(type, name);
  }
}

/** The answer to a write that means an object which is no longer the one of this name. */
export function otherUid(
  type: ServedType,
  name: string,
  expected: string,
  actual: string,
): StatusError {
  return conflict(
    type,
    name,
    `Precondition failed: UID in precondition: ${expected}, UID in object meta: ${actual}`,
  );
}

/**
 * Most kinds of Kubernetes itself may be replaced whatever their version; custom resources and leases may not.
 * @throws StatusError 422 if the object must say which version it replaces and does not
 */
export function refuseBlindReplacement(
  type: ServedType,
  sent: KubeObject,
): void {
  if (sent.metadata.resourceVersion) return;
  if (type.builtIn && type.kind !== 'Lease') return;
  // Here alone Kubernetes names the resource where it names the kind elsewhere.
  const resource = { group: type.group, kind: type.plural };
  throw invalid(resource, sent.metadata.name ?? '', [
    {
      field: 'metadata.resourceVersion',
      type: 'FieldValueInvalid',
      message: 'Invalid value: 0: must be specified for an update',
    },
  ]);
}

/** @throws StatusError 409 if a deletion means another object or another version of it */
export function refuseOtherDeletion(
  type: ServedType,
  live: KubeObject,
  preconditions: { uid?: string; resourceVersion?: string },
): void {
  const name = live.metadata.name ?? '';
  const { uid, resourceVersion } = preconditions;
  const ofKind = { group: type.group, plural: type.kind };
  if (uid && uid !== live.metadata.uid) {
    throw conflict(
      ofKind,
      name,
      `the UID in the precondition (${uid}) does not match the UID in record (${live.metadata.uid}). The object might have been deleted and then recreated`,
    );
  }
  if (resourceVersion && resourceVersion !== live.metadata.resourceVersion) {
    throw conflict(
      ofKind,
      name,
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${live.metadata.resourceVersion}). The object might have been modified`,
    );
  }
}
