import { KubernetesObject } from '@promenade/openchoreo-model';
import { Binding } from '../binding/binding';
import { RenderResult } from '../../render/render-result';
import { Read, TypedResource } from '../../runtime/read';
import { ComponentType, RenderSurroundings } from './component-type';

/** The kinds of one type of component, and how a binding that is there is rendered with its class. */
interface TypeInput<B, C>
  extends Pick<ComponentType, 'deployableKind' | 'kindOfBinding'> {
  bindingKind: TypedResource<B>;
  classKind: TypedResource<C>;
  render(
    binding: B,
    itsClass: C,
    surroundings: RenderSurroundings,
    read: Read,
  ): RenderResult;
}

/** Completes a type of component with what is called and looked up in the same way for all of them. */
export function defineComponentType<
  B extends Binding,
  C extends KubernetesObject,
>({ render, ...kinds }: TypeInput<B, C>): ComponentType {
  const { deployableKind, bindingKind, classKind } = kinds;
  return {
    ...kinds,
    name: deployableKind.kind,
    classNotFound: `${classKind.kind}NotFound`,
    render(key, read, surroundings) {
      const binding = read.get(bindingKind, key);
      const itsClass =
        binding &&
        read.get(classKind, {
          namespace: binding.metadata.namespace,
          name: binding.spec.className,
        });
      return itsClass && render(binding, itsClass, surroundings, read);
    },
  };
}
