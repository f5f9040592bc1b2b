import {
  StatusError,
  conflict,
  invalid,
  versionConflict,
} from '../api/status-error';
import type { KubeObject, ResourceType } from '../api/types';

/** @throws StatusError 409 if the written object has another uid or resourceVersion than the stored one */
export function checkPreconditions(
  type: ResourceType,
  live: KubeObject,
  sent: KubeObject,
): void {
  const name = live.metadata.name ?? '';
  const { uid, resourceVersion } = sent.metadata;
  if (uid && uid !== live.metadata.uid) {
    throw uidConflict(type, name, uid, live.metadata.uid ?? '');
  }
  if (resourceVersion && resourceVersion !== live.metadata.resourceVersion) {
    throw versionConflict(type, name);
  }
}

/** The error for a write whose uid is not that of the stored object. */
export function uidConflict(
  type: ResourceType,
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
 * Custom resources and leases can be replaced only with a resourceVersion; other built-in kinds also without.
 * @throws StatusError 422 if the resourceVersion is required and missing
 */
export function requireResourceVersion(
  type: ResourceType,
  sent: KubeObject,
): void {
  if (sent.metadata.resourceVersion) return;
  if (type.builtIn && type.kind !== 'Lease') return;
  // Kubernetes has the resource instead of the kind in this one message.
  const resource = { group: type.group, kind: type.plural };
  throw invalid(resource, sent.metadata.name ?? '', [
    {
      field: 'metadata.resourceVersion',
      type: 'FieldValueInvalid',
      message: 'Invalid value: 0: must be specified for an update',
    },
  ]);
}

/** @throws StatusError 409 if the preconditions of a deletion are not met */
export function checkDeletePreconditions(
  type: ResourceType,
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
