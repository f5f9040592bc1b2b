import {
  KubernetesObject,
  componentBindingKind,
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

/** The kind of the bindings of some components. Everything else is the same for every type. */
export interface BindingType {
  readonly bindingKind: TypedResource<Binding>;
  readonly kindOfBinding: KindOfBinding;
}

/** The bindings of components with a class, as in OpenChoreo v0.3.2, and the kinds that they are made from. */
export interface ClassType extends BindingType {
  /** `spec.type` of the Components. */
  readonly name: string;
  readonly resourceKind: TypedResource<ComponentResource>;
  readonly classKind: TypedResource<KubernetesObject>;
  readonly kindOfBinding: KindOfClassBinding;
  /** Reason of the Ready condition of a binding whose class does not exist. */
  readonly classNotFound: string;
}

/** Kind of a binding of a component with a class. */
export type KindOfClassBinding =
  | 'ServiceBinding'
  | 'WebApplicationBinding'
  | 'ScheduledTaskBinding';

/** Kind of a binding; also `spec.kindOfBinding` of a DeployableArtifact. */
export type KindOfBinding = KindOfClassBinding | 'ComponentBinding';

function defineClassType(
  kinds: Omit<ClassType, 'name' | 'classNotFound'>,
): ClassType {
  return {
    ...kinds,
    name: kinds.resourceKind.kind,
    classNotFound: `${kinds.classKind.kind}NotFound`,
  };
}

/** Every type of binding of components with a class. */
export const classTypes: readonly ClassType[] = [
  defineClassType({
    resourceKind: serviceKind,
    bindingKind: serviceBindingKind,
    classKind: serviceClassKind,
    kindOfBinding: 'ServiceBinding',
  }),
  defineClassType({
    resourceKind: webApplicationKind,
    bindingKind: webApplicationBindingKind,
    classKind: webApplicationClassKind,
    kindOfBinding: 'WebApplicationBinding',
  }),
  defineClassType({
    resourceKind: scheduledTaskKind,
    bindingKind: scheduledTaskBindingKind,
    classKind: scheduledTaskClassKind,
    kindOfBinding: 'ScheduledTaskBinding',
  }),
];

/** The bindings of components with a component type. */
export const componentBindingType: BindingType = {
  bindingKind: componentBindingKind,
  kindOfBinding: 'ComponentBinding',
};

/** Every type of binding. Code that loops over the bindings of components loops over this list. */
export const bindingTypes: readonly BindingType[] = [
  ...classTypes,
  componentBindingType,
];
