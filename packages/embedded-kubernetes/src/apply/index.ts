export { applyPatch } from './apply-patch';
export type { PatchKind } from './apply-patch';
export { ApplyRefused } from './apply-refused';
export { applyConflictMessage, serverSideApply } from './server-side-apply';
export type {
  ApplyConflict,
  ServerSideApplyRequest,
  ServerSideApplyResult,
} from './server-side-apply';
export { trackUpdate } from './track-update';
export type { TrackedUpdate } from './track-update';
export type { ManagedFieldsEntry } from './managed-fields';
