import { getCondition } from '@promenade/openchoreo-model';
import { isDeepStrictEqual } from 'node:util';
import { componentTypes } from '../../core/component-type/component-types';
import {
  statusDebounceMs,
  dependencyDebounceMs,
} from '../../runtime/status-debounce';
import { Read } from '../../runtime/read';
import { Binding } from '../../core/binding/binding';
import { listConsumers } from './connection-watches';
import { Outcome } from '../../core/binding/outcome';
import { findRelease } from '../../core/binding/find-release';
import { isObserved } from '../../core/binding/readiness';
import { bindingReasons as reasons } from '../../core/binding/reasons';

/**
 * How long the outcome of a pass need not be told, in milliseconds; 0 where it must be at once. What is on its way for the
 * first time may go untold, and soon be told as what came of it. But nothing that says otherwise is left standing, and
 * whoever connects to it waits for its endpoints.
 */
export function mayGoUntoldMs(
  binding: Binding,
  { readiness, warnings = [], endpoints, error }: Outcome,
  read: Read,
): number {
  const { status } = binding;
  const told = getCondition(status?.conditions, 'Ready');
  if (
    error ||
    warnings.length > 0 ||
    readiness.reason !== reasons.progressing ||
    (told && told.reason !== reasons.progressing) ||
    (!isDeepStrictEqual(endpoints ?? [], status?.endpoints ?? []) &&
      componentTypes.some(
        ({ bindingKind }) =>
          listConsumers(bindingKind)(binding, read).length > 0,
      ))
  ) {
    return 0;
  }
  const release = findRelease(binding, read);
  return release && !isObserved(release)
    ? dependencyDebounceMs
    : statusDebounceMs;
}
