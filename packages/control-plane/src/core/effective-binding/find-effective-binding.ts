import type { ObjectKey } from '@promenade/kube-client';
import {
  apiClassKind,
  componentBindingKind,
  scheduledTaskBindingKind,
  scheduledTaskClassKind,
  serviceBindingKind,
  serviceClassKind,
  webApplicationBindingKind,
  webApplicationClassKind,
  type KubernetesObject,
} from '@promenade/openchoreo-model';
import { invalidObjectError } from '../../runtime/validation';
import type { Read, TypedResource } from '../../runtime/read';
import type { Binding } from '../binding/binding';
import { notReady, progressing } from '../binding/readiness';
import { bindingReasons as reasons } from '../binding/reasons';
import type {
  BindingType,
  KindOfBinding,
} from '../component-type/binding-types';
import { parseDefinitions } from '../component-type/definitions';
import { bindingLookups } from './binding-lookups';
import {
  isMissingReference,
  resolveBinding,
  type EffectiveBinding,
  type EffectiveComponentBinding,
  type EffectiveTypedBinding,
  type MissingReference,
} from './effective-binding';

type Find<E> = (key: ObjectKey, read: Read) => E | MissingReference;

const finders: Record<KindOfBinding, Find<EffectiveComponentBinding>> = {
  ServiceBinding: finder(serviceBindingKind, serviceClassKind),
  WebApplicationBinding: finder(
    webApplicationBindingKind,
    webApplicationClassKind,
  ),
  ScheduledTaskBinding: finder(
    scheduledTaskBindingKind,
    scheduledTaskClassKind,
  ),
  ComponentBinding: findTypedBinding,
};

/**
 * Finds a binding with its class and its APIClasses, and resolves it. What is missing is looked for in the order of
 * OpenChoreo v0.3.2: the class, then the APIClasses by name of the API. What only the canary misses does not matter to
 * the rest.
 */
export function findEffectiveBinding(
  type: BindingType,
  key: ObjectKey,
  read: Read,
): EffectiveComponentBinding | MissingReference {
  return finders[type.kindOfBinding](key, read);
}

const notInCache: MissingReference = {
  readiness: progressing('Waiting for the cache'),
};

/** The component type of a binding is part of it, so that nothing is looked up. */
function findTypedBinding(
  key: ObjectKey,
  read: Read,
): EffectiveTypedBinding | MissingReference {
  const binding = read.get(componentBindingKind, key);
  if (!binding) return notInCache;
  const invalid = (message: string): MissingReference => ({
    readiness: notReady(reasons.invalidConfiguration, message),
  });
  try {
    const definitions = parseDefinitions(binding.spec);
    return definitions
      ? resolveBinding(binding, definitions, bindingLookups(binding, read))
      : invalid(
          'spec.componentType: the binding has no component type; let its Component write it',
        );
  } catch (error) {
    return invalid(error instanceof Error ? error.message : String(error));
  }
}

function finder<B extends Binding, C extends KubernetesObject>(
  bindingKind: TypedResource<B>,
  classKind: TypedResource<C>,
): Find<EffectiveBinding<B, C>> {
  return (key, read) => {
    const binding = read.get(bindingKind, key);
    if (!binding) return notInCache;
    const { namespace } = binding.metadata;
    const findClass = (name: string): C | MissingReference =>
      read.get(classKind, { namespace, name }) ?? {
        readiness: notReady(
          `${classKind.kind}NotFound`,
          invalidObjectError(read, classKind, { namespace, name }) ??
            `${classKind.kind} "${name}" not found`,
        ),
      };
    const { className, canary } = binding.spec;
    const found = findClass(className);
    if (isMissingReference(found)) return found;
    const effective = resolveBinding(
      binding,
      found,
      bindingLookups(binding, read),
      canary && findClass(canary.className),
    );
    return (
      missingApiClass(effective, read) ?? {
        ...effective,
        canary:
          effective.canary && !isMissingReference(effective.canary)
            ? missingApiClass(effective.canary, read) ?? effective.canary
            : effective.canary,
      }
    );
  };
}

function missingApiClass(
  { binding, apiClasses }: EffectiveBinding,
  read: Read,
): MissingReference | undefined {
  const { namespace } = binding.metadata;
  const { apis = {} } = binding.spec;
  for (const [api, { className: name }] of Object.entries(apis).sort()) {
    if (name && !Object.hasOwn(apiClasses, name)) {
      return {
        readiness: notReady(
          reasons.apiClassNotFound,
          invalidObjectError(read, apiClassKind, { namespace, name }) ??
            `APIClass "${name}" not found for API "${api}"`,
        ),
      };
    }
  }
  return undefined;
}
