import { PatchError } from '../apply';
import { StatusError, badRequest, invalidPatch } from '../api/status-error';

/** Applies a patch; converts a PatchError into a StatusError. */
export function runPatch<T>(merge: () => T): T {
  try {
    return merge();
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    if (error.code === 400) throw badRequest(error.message, error);
    if (error.code === 422) throw invalidPatch(error);
    if (error.code === 413) {
      throw new StatusError(413, 'RequestEntityTooLarge', error.message);
    }
    throw new StatusError(error.code, undefined, error.message, {
      cause: error,
    });
  }
}
