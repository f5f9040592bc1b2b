import { apiClassKind, environmentKind } from '@promenade/openchoreo-model';
import { ComponentType } from '../../core/component-type/component-type';
import { effectiveSpecOf } from '../../core/effective-binding/effective-spec';
import { misfit } from '../../runtime/misfit';
import { Read } from '../../runtime/read';
import { findShared } from '../../core/lookups/shared-resource';
import { Binding } from '../../core/binding/binding';
import { Readiness, notReady } from '../../core/binding/readiness';
import { bindingReasons as reasons } from '../../core/binding/reasons';

/** What a binding names that is not there, in the order in which OpenChoreo v0.3.2 looks; undefined when all of it is. */
export function missingPrerequisite(
  { metadata, spec }: Binding,
  type: ComponentType,
  read: Read,
): Readiness | undefined {
  const namespace = metadata.namespace ?? '';
  const classKey = { namespace, name: spec.className };
  if (!read.get(type.classKind, classKey)) {
    return notReady(
      type.classNotFound,
      misfit(read, type.classKind, classKey) ??
        `${type.classKind.kind} "${spec.className}" not found`,
    );
  }
  const { apis = {} } = effectiveSpecOf(spec).spec;
  for (const [api, { className }] of Object.entries(apis).sort()) {
    const key = { namespace, name: className };
    if (className && !read.get(apiClassKind, key)) {
      return notReady(
        reasons.apiClassNotFound,
        misfit(read, apiClassKind, key) ??
          `APIClass "${className}" not found for API "${api}"`,
      );
    }
  }
  return undefined;
}

/** An environment that is not there. What goes to it is rendered all the same, as OpenChoreo v0.3.2 does, and waits for it. */
export function missingEnvironment(
  { metadata, spec }: Binding,
  read: Read,
): Readiness | undefined {
  const { namespace = '' } = metadata;
  return findShared(read, environmentKind, namespace, spec.environment)
    ? undefined
    : notReady(
        reasons.environmentNotFound,
        `spec.environment: ${
          misfit(read, environmentKind, {
            namespace,
            name: spec.environment,
          }) ??
          `Environment "${spec.environment}" not found; create it or name another`
        }`,
      );
}
