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

/** The kinds that make up a component type. Everything else is the same for every type. */
export interface ComponentType {
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

function defineComponentType(
  kinds: Omit<ComponentType, 'name' | 'classNotFound'>,
): ComponentType {
  return {
    ...kinds,
    name: kinds.resourceKind.kind,
    classNotFound: `${kinds.classKind.kind}NotFound`,
  };
}

/** Every component type. Code that loops over component types loops over this list. */
export const componentTypes: readonly ComponentType[] = [
  defineComponentType({
    resourceKind: serviceKind,
    bindingKind: serviceBindingKind,
    classKind: serviceClassKind,
    kindOfBinding: 'ServiceBinding',
  }),
  defineComponentType({
    resourceKind: webApplicationKind,
    bindingKind: webApplicationBindingKind,
    classKind: webApplicationClassKind,
    kindOfBinding: 'WebApplicationBinding',
  }),
  defineComponentType({
    resourceKind: scheduledTaskKind,
    bindingKind: scheduledTaskBindingKind,
    classKind: scheduledTaskClassKind,
    kindOfBinding: 'ScheduledTaskBinding',
  }),
];
