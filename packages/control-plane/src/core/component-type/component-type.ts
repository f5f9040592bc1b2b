import { ObjectKey } from '@promenade/kube-client';
import {
  DeployableArtifact,
  KubernetesObject,
} from '@promenade/openchoreo-model';
import { Binding } from '../binding/binding';
import { ComponentResource } from './component-resource';
import { ConnectionContext } from '../effective-binding/connections/surroundings';
import { Hosts } from '../effective-binding/hosts';
import { RenderResult } from '../render-result';
import { FindRouteOwner } from '../effective-binding/apis/places';
import { Read, TypedResource } from '../../runtime/read';

/** What rendering needs besides the binding and its classes. */
export interface RenderSurroundings extends ConnectionContext {
  hosts: Hosts;
  findRouteOwner: FindRouteOwner;
}

/** The kinds that make one type of component, and how its bindings are rendered. All else is the same for every type. */
export interface ComponentType {
  /** `spec.type` of its Components. */
  name: string;
  resourceKind: TypedResource<ComponentResource>;
  bindingKind: TypedResource<Binding>;
  classKind: TypedResource<KubernetesObject>;
  kindOfBinding: NonNullable<DeployableArtifact['spec']['kindOfBinding']>;
  /** Why a binding of a missing class is not ready, as its condition's reason. */
  classNotFound: string;
  /** Renders a binding from the cache; undefined when it or its class has gone meanwhile. */
  render(
    key: ObjectKey,
    read: Read,
    surroundings: RenderSurroundings,
  ): RenderResult | undefined;
}
