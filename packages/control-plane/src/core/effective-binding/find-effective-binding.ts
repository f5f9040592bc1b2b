import type { ObjectKey } from '@promenade/kube-client';
import {
  apiClassKind,
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
import { notReady, progressing, type Readiness } from '../binding/readiness';
import { bindingReasons as reasons } from '../binding/reasons';
import type {
  ComponentType,
  KindOfBinding,
} from '../component-type/component-types';
import { bindingLookups } from './binding-lookups';
import {
  resolveBinding,
  type EffectiveBinding,
  type EffectiveComponentBinding,
} from './effective-binding';

/** What a binding refers to and cannot be rendered without, as its Ready condition. */
export interface MissingReference {
  readonly readiness: Readiness;
}

type Find<E> = (
  type: ComponentType,
  key: ObjectKey,
  read: Read,
) => E | MissingReference;

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
};

/**
 * Finds a binding with its class and its APIClasses, and resolves it. What is missing is looked for in the order of
 * OpenChoreo v0.3.2: the class, then the APIClasses by name of the API.
 */
export function findEffectiveBinding(
  type: ComponentType,
  key: ObjectKey,
  read: Read,
): EffectiveComponentBinding | MissingReference {
  const effective = finders[type.kindOfBinding](type, key, read);
  if ('readiness' in effective) {
    return effective;
  }
  return missingApiClass(effective, read) ?? effective;
}

function finder<B extends Binding, C extends KubernetesObject>(
  bindingKind: TypedResource<B>,
  classKind: TypedResource<C>,
): Find<EffectiveBinding<B, C>> {
  return (type, key, read) => {
    const binding = read.get(bindingKind, key);
    if (!binding) {
      return { readiness: progressing('Waiting for the cache') };
    }
    const { className: name } = binding.spec;
    const classKey = { namespace: binding.metadata.namespace, name };
    const found = read.get(classKind, classKey);
    return found
      ? resolveBinding(binding, found, bindingLookups(binding, read))
      : {
          readiness: notReady(
            type.classNotFound,
            invalidObjectError(read, classKind, classKey) ??
              `${classKind.kind} "${name}" not found`,
          ),
        };
  };
}

function missingApiClass(
  { binding, apiClasses }: EffectiveComponentBinding,
  read: Read,
): MissingReference | undefined {
  const { namespace } = binding.metadata;
  const { apis = {} } = 'apis' in binding.spec ? binding.spec : {};
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
