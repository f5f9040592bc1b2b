import { environmentKind } from '@promenade/openchoreo-model';
import { Read } from '../../runtime/read';
import { invalidObjectError } from '../../runtime/validation';
import { findShared } from '../lookups/shared-resource';
import { Readiness, notReady } from './readiness';
import { bindingReasons as reasons } from './reasons';

/**
 * The Ready condition of a binding whose Environment does not exist; undefined if it does.
 *
 * @param field - field of the binding that names the environment
 */
export function missingEnvironment(
  read: Read,
  namespace: string,
  name: string,
  field: string,
): Readiness | undefined {
  if (findShared(read, environmentKind, namespace, name)) {
    return undefined;
  }
  const message =
    invalidObjectError(read, environmentKind, { namespace, name }) ??
    `Environment "${name}" not found; create it or name another`;
  return notReady(reasons.environmentNotFound, `${field}: ${message}`);
}
