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

/** The Release of a binding, unless the one of its name is another's. */
export function findRelease(binding: Binding, read: Read): Release | undefined {
  const release = read.get(releaseKind, binding.metadata);
  return release && !findOtherController(release, binding)
    ? release
    : undefined;
}

/**
 * Says so where another binding has the Release of a binding's name, for bindings of two types may have one name. The first
 * to come keeps it: written by turns, it would never be at rest. That of an APIBinding stands aside by itself.
 */
export function releaseConflict(
  binding: Binding,
  existing: Release | undefined,
): Readiness | undefined {
  const taker = existing && findOtherController(existing, binding);
  return !taker || taker.kind === apiBindingKind.kind
    ? undefined
    : notReady(
        reasons.releaseTaken,
        `Release "${binding.metadata.name}" belongs to ${taker.kind} "${taker.name}". Give this ${binding.kind} another name`,
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
