import {
  ProjectPromotion,
  PromotedComponent,
  genName,
  nameLimits,
} from '@promenade/openchoreo-model';
import { artifactIdentity } from '../../core/artifact/artifact';
import { deployableContent } from '../../core/binding/binding';
import { workloadsOf } from '../../core/binding/canary';
import { TypedBinding } from '../../core/component-type/bindings';
import { bindingTypes } from '../../core/component-type/binding-types';
import { targetComponent } from '../../core/effective-binding/connections/peer';
import { inNamespace, indexes } from '../../core/lookups/indexes';
import { Read } from '../../runtime/read';

/** Lists the bindings of a project in an environment, by component. */
function listBindingsIn(
  namespace: string,
  projectName: string,
  environment: string,
  read: Read,
): Map<string, TypedBinding> {
  const found = bindingTypes.flatMap(type =>
    read
      .byIndex(
        type.bindingKind,
        indexes.environment,
        inNamespace(namespace, environment),
      )
      .filter(({ spec }) => spec.owner.projectName === projectName)
      .map(binding => ({ type, binding })),
  );
  return new Map(
    found.map(each => [each.binding.spec.owner.componentName, each]),
  );
}

/** Finds the components to promote, in the order of their connections, or says what is wrong with the request. */
export function planComponents(
  { metadata: { namespace = '', name }, spec }: ProjectPromotion,
  read: Read,
): { components: PromotedComponent[] } | { problem: string } {
  const { projectName, from, to } = spec;
  const sources = listBindingsIn(namespace, projectName, from, read);
  const targets = listBindingsIn(namespace, projectName, to, read);
  const requested = spec.components ?? [...sources.keys()];
  const missing = requested.filter(component => !sources.has(component));
  if (missing.length > 0) {
    return {
      problem: `Nothing of ${missing.join(', ')} is deployed in ${from}.`,
    };
  }
  const promoted = new Map(
    [...sources].filter(
      ([component, source]) =>
        requested.includes(component) &&
        source.binding.spec.releaseState !== 'Undeploy' &&
        !isSameRelease(source, targets.get(component)),
    ),
  );
  const layers = orderByConnections(promoted, projectName);
  return {
    components: layers.flatMap((components, layer) =>
      components.map(component => ({
        name: component,
        promotion: genName(nameLimits.label, name, component),
        layer,
      })),
    ),
  };
}

function isSameRelease(
  source: TypedBinding,
  target: TypedBinding | undefined,
): boolean {
  return target !== undefined && hashOf(source) === hashOf(target);
}

function hashOf({ type, binding }: TypedBinding): string {
  return artifactIdentity(
    binding.spec,
    deployableContent(type.kindOfBinding, binding),
  ).hash;
}

/**
 * Orders components: each comes after those that its connections point at. Components of a cycle are rolled out together. Names
 * are sorted, so that the order is always the same.
 */
function orderByConnections(
  bindings: ReadonlyMap<string, TypedBinding>,
  projectName: string,
): string[][] {
  const remaining = new Map(
    [...bindings].map(([component, { binding }]) => [
      component,
      new Set(
        workloadsOf(binding.spec)
          .flatMap(({ connections }) => Object.values(connections ?? {}))
          .flatMap(connection => {
            const target = targetComponent(connection, projectName);
            return target?.project === projectName ? target.component : [];
          })
          .filter(target => target !== component && bindings.has(target)),
      ),
    ]),
  );
  const layers: string[][] = [];
  while (remaining.size > 0) {
    const free = [...remaining]
      .filter(([, targets]) => ![...targets].some(name => remaining.has(name)))
      .map(([component]) => component);
    const layer = (free.length > 0 ? free : [...remaining.keys()]).sort();
    layer.forEach(component => remaining.delete(component));
    layers.push(layer);
  }
  return layers;
}
