import { ObjectKey, OwnerReference } from '@promenade/kube-client';
import {
  Release,
  apiBindingKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { controllerOf } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { invalidObjectError } from '../../runtime/validation';
import { Binding } from './binding';
import { Readiness, notReady } from './readiness';
import { bindingReasons as reasons } from './reasons';

/** Finds the Release of a binding; undefined if another binding controls the Release of that name. */
export function findRelease(binding: Binding, read: Read): Release | undefined {
  const release = read.get(releaseKind, binding.metadata);
  return release && !findOtherController(release, binding)
    ? release
    : undefined;
}

/**
 * Returns the Ready condition of a binding if another binding controls the Release of its name; bindings of two kinds may have
 * the same name. The first one keeps the Release. An APIBinding renames its Release itself.
 */
export function releaseConflict(
  binding: Binding,
  existing: Release | undefined,
): Readiness | undefined {
  const controller = existing && findOtherController(existing, binding);
  return !controller || controller.kind === apiBindingKind.kind
    ? undefined
    : notReady(
        reasons.releaseTaken,
        `Release "${binding.metadata.name}" belongs to ${controller.kind} "${controller.name}"; rename this ${binding.kind}`,
      );
}

/** Returns the Ready condition of a binding whose Release is malformed, so that it can be neither updated nor created. */
export function malformedRelease(
  read: Read,
  key: ObjectKey,
): Readiness | undefined {
  const error = invalidObjectError(read, releaseKind, key);
  return error === undefined
    ? undefined
    : notReady(reasons.releaseUpdateFailed, `${error}, or delete it`);
}

function findOtherController(
  release: Release,
  { kind, metadata: { name } }: Binding,
): OwnerReference | undefined {
  const controller = controllerOf(release);
  return controller?.kind === kind && controller.name === name
    ? undefined
    : controller;
}
