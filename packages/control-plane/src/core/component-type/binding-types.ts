import {
  KubernetesObject,
  scheduledTaskBindingKind,
  scheduledTaskClassKind,
  scheduledTaskKind,
  serviceBindingKind,
  serviceClassKind,
  serviceKind,
  webApplicationBindingKind,
  webApplicationClassKind,
  webApplicationKind,
} from '@promenade/openchoreo-model';
import { TypedResource } from '../../runtime/read';
import { Binding } from '../binding/binding';
import { ComponentResource } from './component-resource';

/** The kinds of the bindings of some components, and of what they are made from. Everything else is the same for every type. */
export interface BindingType {
  /** `spec.type` of its Components. */
  readonly name: string;
  readonly resourceKind: TypedResource<ComponentResource>;
  readonly bindingKind: TypedResource<Binding>;
  readonly classKind: TypedResource<KubernetesObject>;
  readonly kindOfBinding: KindOfBinding;
  /** Reason of the Ready condition of a binding whose class does not exist. */
  readonly classNotFound: string;
}

/** Kind of the binding of a component type; also `spec.kindOfBinding` of a DeployableArtifact. */
export type KindOfBinding =
  | 'ServiceBinding'
  | 'WebApplicationBinding'
  | 'ScheduledTaskBinding';

function defineBindingType(
  kinds: Omit<BindingType, 'name' | 'classNotFound'>,
): BindingType {
  return {
    ...kinds,
    name: kinds.resourceKind.kind,
    classNotFound: `${kinds.classKind.kind}NotFound`,
  };
}

/** Every type of binding. Code that loops over the bindings of components loops over this list. */
export const bindingTypes: readonly BindingType[] = [
  defineBindingType({
    resourceKind: serviceKind,
    bindingKind: serviceBindingKind,
    classKind: serviceClassKind,
    kindOfBinding: 'ServiceBinding',
  }),
  defineBindingType({
    resourceKind: webApplicationKind,
    bindingKind: webApplicationBindingKind,
    classKind: webApplicationClassKind,
    kindOfBinding: 'WebApplicationBinding',
  }),
  defineBindingType({
    resourceKind: scheduledTaskKind,
    bindingKind: scheduledTaskBindingKind,
    classKind: scheduledTaskClassKind,
    kindOfBinding: 'ScheduledTaskBinding',
  }),
];
