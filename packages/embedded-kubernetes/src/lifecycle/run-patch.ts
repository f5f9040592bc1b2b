import { PatchError } from '../apply';
import {
  StatusError,
  badRequest,
  invalidFields,
  invalidPatch,
} from '../api/status-error';

/** Applies a patch; converts a PatchError into a StatusError. */
export function runPatch<T>(merge: () => T): T {
  try {
    return merge();
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    const { code, message, fieldErrors } = error;
    if (code === 413) {
      throw new StatusError(413, 'RequestEntityTooLarge', message);
    }
    if (fieldErrors.length > 0) {
      throw invalidFields(code, message, fieldErrors, error);
    }
    throw code === 400 ? badRequest(message, error) : invalidPatch(error);
  }
}
