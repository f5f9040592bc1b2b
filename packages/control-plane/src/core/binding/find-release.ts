import { OwnerReference } from '@promenade/kube-client';
import {
  Release,
  apiBindingKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { controllerOf } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
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

function findOtherController(
  release: Release,
  { kind, metadata: { name } }: Binding,
): OwnerReference | undefined {
  const controller = controllerOf(release);
  return controller?.kind === kind && controller.name === name
    ? undefined
    : controller;
}
