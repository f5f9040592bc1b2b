export { applyPatch } from './apply-patch';
export type { PatchKind } from './apply-patch';
export { ApplyRefused } from './patch-error';
export { applyConflictMessage, serverSideApply } from './server-side-apply';
export type {
  ApplyConflict,
  ServerSideApplyRequest,
  ServerSideApplyResult,
} from './server-side-apply';
export { trackUpdate } from './update-managed-fields';
export type { TrackedUpdate } from './update-managed-fields';
export type { ManagedFieldsEntry } from './managed-fields';
