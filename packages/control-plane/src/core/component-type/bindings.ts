import {
  ProjectComponentOwner,
  defaultTrack,
  trackOf,
} from '@promenade/openchoreo-model';
import { Binding } from '../binding/binding';
import { componentIndexValue, inNamespace, indexes } from '../lookups/indexes';
import { Read } from '../../runtime/read';
import { BindingType } from './binding-types';
import { bindingTypes } from './binding-types';

/** A binding and its component type. */
export interface TypedBinding {
  type: BindingType;
  binding: Binding;
}

/** Lists all bindings of a component, in all environments and tracks and of all component types. */
export function listBindings(
  read: Read,
  namespace: string,
  owner: ProjectComponentOwner,
): TypedBinding[] {
  const value = componentIndexValue(namespace, owner);
  return bindingTypes.flatMap(type =>
    read
      .byIndex(type.bindingKind, indexes.component, value)
      .map(binding => ({ type, binding })),
  );
}

/** Lists all bindings of a project, in all environments and of all component types. */
export function listBindingsOfProject(
  read: Read,
  namespace: string,
  project: string,
): Binding[] {
  return bindingTypes.flatMap(({ bindingKind }) =>
    read.byIndex<Binding>(
      bindingKind,
      indexes.project,
      inNamespace(namespace, project),
    ),
  );
}

/** Finds the binding of a track of a component in an environment. */
export function findBinding(
  read: Read,
  namespace: string,
  owner: ProjectComponentOwner,
  environment: string,
  track = defaultTrack,
): TypedBinding | undefined {
  return listBindings(read, namespace, owner).find(
    ({ binding }) =>
      binding.spec.environment === environment && trackOf(binding) === track,
  );
}
