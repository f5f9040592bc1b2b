import { ApplyRefused } from '../apply';
import { badRequest, patchFailed } from '../api/status-errors';
import { StatusError } from '../api/status-error';

/** Runs a merge and says its failure as the API does. */
export function runPatch<T>(merge: () => T): T {
  try {
    return merge();
  } catch (error) {
    if (!(error instanceof ApplyRefused)) throw error;
    if (error.code === 400) throw badRequest(error.message, error);
    if (error.code === 422) throw patchFailed(error);
    throw new StatusError(error.code, undefined, error.message, {
      cause: error,
    });
  }
}
