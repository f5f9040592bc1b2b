import { getCondition } from '@promenade/openchoreo-model';
import { isDeepStrictEqual } from 'node:util';
import { bindingTypes } from '../../core/component-type/binding-types';
import { debounceMs } from '../../runtime/status-debounce';
import { Read } from '../../runtime/read';
import { Binding } from '../../core/binding/binding';
import { listConsumers } from './connection-watches';
import { Outcome } from '../../core/binding/outcome';
import { findRelease } from '../../core/binding/find-release';
import { isObserved } from '../../core/binding/readiness';
import { bindingReasons as reasons } from '../../core/binding/reasons';

/**
 * Returns how long the status of a binding may stay unwritten, in milliseconds. Progressing replaces only Progressing, and
 * new endpoints are written at once if other components wait for them.
 */
export function bindingDebounceMs(
  binding: Binding,
  { readiness, warnings = [], endpoints, error }: Outcome,
  read: Read,
): number {
  const { status } = binding;
  const written = getCondition(status?.conditions, 'Ready');
  const release = findRelease(binding, read);
  return debounceMs({
    isTransient:
      !error &&
      warnings.length === 0 &&
      readiness.reason === reasons.progressing,
    replacesTransient:
      (!written || written.reason === reasons.progressing) &&
      (isDeepStrictEqual(endpoints ?? [], status?.endpoints ?? []) ||
        !hasConsumers(binding, read)),
    dependenciesObserved: !release || isObserved(release),
  });
}

function hasConsumers(binding: Binding, read: Read): boolean {
  return bindingTypes.some(
    ({ bindingKind }) => listConsumers(bindingKind)(binding, read).length > 0,
  );
}
