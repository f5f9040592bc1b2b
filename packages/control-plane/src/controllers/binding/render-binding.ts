import { addNetworkPolicies } from '../../render/networkpolicy/add-network-policies';
import {
  ComponentType,
  RenderSurroundings,
} from '../../core/component-type/component-types';
import { RenderResult } from '../../core/render-result';
import { atOverrides } from '../../core/effective-binding/override-fields';
import { renderConsumerRoutes } from '../../render/connections/render-consumer-routes';
import { renderTarget } from '../../core/effective-binding/target';
import { canAuthenticate } from '../../core/effective-binding/connections/mutual-authentication';
import { resolveConnections } from '../../core/effective-binding/connections/resolve-connections';
import { Read } from '../../runtime/read';
import { Binding } from '../../core/binding/binding';
import { consumersOf } from '../../core/effective-binding/consumers-of';
import { surroundingsOf } from '../../core/effective-binding/surroundings-of';

/** All that a binding comes to where it is; undefined when it or its class has gone meanwhile. */
export function renderBinding(
  type: ComponentType,
  binding: Binding,
  read: Read,
): RenderResult | undefined {
  const surroundings = surroundingsOf(binding, read);
  const rendered = type.render(binding.metadata, read, surroundings);
  if (!rendered) {
    return undefined;
  }
  const result = inItsPlace(rendered, binding, surroundings, read);
  return {
    ...result,
    problems: atOverrides(result.problems, binding.spec.envOverrides),
  };
}

/** What a binding comes to by itself, with what follows from the connections of others to it, and from its cell. */
export function inItsPlace(
  rendered: RenderResult,
  binding: Binding,
  surroundings: RenderSurroundings,
  read: Read,
): RenderResult {
  const { hosts, dataPlane } = surroundings;
  const { workloadSpec: workload, apis } = binding.spec;
  const target = renderTarget(binding);
  const consumers = consumersOf(read, binding);
  const forConsumers = renderConsumerRoutes(rendered.resources, {
    target,
    workload,
    apis,
    hosts,
    consumers,
  });
  return addNetworkPolicies(
    forConsumers.length > 0
      ? { ...rendered, resources: [...rendered.resources, ...forConsumers] }
      : rendered,
    binding,
    hosts,
    {
      connections: resolveConnections(target, workload, surroundings)
        .connections,
      consumers,
      canAuthenticate: canAuthenticate(dataPlane),
    },
    read,
  );
}
