export { applyPatch } from './apply-patch';
export type { PatchKind } from './apply-patch';
export { PatchError } from './patch-error';
export { applyConflictMessage, serverSideApply } from './server-side-apply';
export type {
  ApplyConflict,
  ServerSideApplyRequest,
  ServerSideApplyResult,
} from './server-side-apply';
export { updateManagedFields } from './update-managed-fields';
export type { ManagedFieldsUpdate } from './update-managed-fields';
export type { ManagedFieldsEntry } from './managed-fields';
