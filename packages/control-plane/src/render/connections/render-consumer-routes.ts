import { nameLimits } from '@promenade/openchoreo-model';
import {
  resolveExposures,
  type Exposure,
} from '../../core/effective-binding/apis/exposure';
import { consumerGateway } from '../../core/effective-binding/connections/names';
import {
  targetComponent,
  type Consumer,
} from '../../core/effective-binding/connections/peer';
import {
  parsePolicySettings,
  type PolicySettings,
} from '../../core/effective-binding/connections/policy-settings';
import { EffectiveBinding } from '../../core/effective-binding/effective-binding';
import {
  generateName,
  type RenderTarget,
} from '../../core/effective-binding/target';
import type { Manifest, ReleaseResource } from '../../core/manifest';
import { isJsonObject, jsonListAt, type JsonObject } from '../../runtime/json';
import { routeName } from '../apis/names';
import { operationRouteName } from '../apis/operation-routes';
import { renderTrafficSettings } from './traffic-settings';

const trafficPolicyKind = 'BackendTrafficPolicy';

/**
 * Renders the routes of a component at the organization's gateway for consumers whose connections have a policy: copies of
 * the component's routes, at a host of the consumer's own, with the consumer's BackendTrafficPolicy.
 *
 * The routes belong to the component, like its security policies, which are copied too: no consumer can bypass them.
 *
 * @param resources - the rendered resources of the component
 */
export function renderConsumerRoutes(
  resources: readonly ReleaseResource[],
  { target, apis, hosts, consumers }: EffectiveBinding,
): ReleaseResource[] {
  const { exposures } = resolveExposures(target, apis);
  return consumers.flatMap(consumer => {
    const { connection, name } = consumer;
    const wanted = targetComponent(connection, consumer.target.project);
    const { settings } = parsePolicySettings(connection.policy, '');
    if (
      !settings ||
      consumer.target.project === target.project ||
      wanted?.component !== target.component ||
      wanted.track !== target.track
    ) {
      return [];
    }
    const { host } = consumerGateway(consumer.target, name, hosts);
    return exposures
      .filter(
        ({ api, level, protocol }) =>
          api === connection.params?.endpoint &&
          level === 'Organization' &&
          (protocol === 'HTTP' || protocol === 'gRPC'),
      )
      .flatMap(exposure =>
        copyRoutes(resources, routeNames(target, exposure), {
          host,
          settings,
          consumer,
        }),
      );
  });
}

function routeNames(target: RenderTarget, exposure: Exposure): Set<string> {
  return new Set([
    routeName(target, exposure),
    ...exposure.operations.map(operation =>
      operationRouteName(target, exposure, operation),
    ),
  ]);
}

interface CopyInput {
  readonly host: string;
  readonly settings: PolicySettings;
  /** Makes the names of its objects unique. */
  readonly consumer: Consumer;
}

/** Copies the routes of these names and the policies that target them. */
function copyRoutes(
  resources: readonly ReleaseResource[],
  routes: ReadonlySet<string>,
  { host, settings, consumer: { target, name: connection } }: CopyInput,
): ReleaseResource[] {
  const { namespace, binding } = target;
  const renamed = (name: string) =>
    generateName(
      target,
      nameLimits.label,
      name,
      namespace,
      binding,
      connection,
    );
  return resources.flatMap(({ object }) => {
    const { spec = {} } = object;
    if (object.kind.endsWith('Route') && routes.has(object.metadata.name)) {
      return copyResource(object, renamed, { ...spec, hostnames: [host] });
    }
    const refs = readTargetRefs(spec).filter(ref =>
      routes.has(String(ref.name)),
    );
    if (refs.length === 0) return [];
    const targetRefs = refs.map(ref => ({
      ...ref,
      name: renamed(String(ref.name)),
    }));
    return copyResource(object, renamed, {
      ...(object.kind === trafficPolicyKind
        ? mergeTrafficSettings(spec, settings)
        : spec),
      targetRefs,
    });
  });
}

function copyResource(
  object: Manifest,
  renamed: (name: string) => string,
  spec: JsonObject,
): ReleaseResource {
  const name = renamed(object.metadata.name);
  return {
    id: name,
    object: { ...object, metadata: { ...object.metadata, name }, spec },
  };
}

function readTargetRefs(spec: JsonObject): JsonObject[] {
  return jsonListAt(spec, 'targetRefs').filter(isJsonObject);
}

/** Merges the consumer's settings over the target's; the lower of two limits applies. */
function mergeTrafficSettings(
  spec: JsonObject,
  settings: PolicySettings,
): JsonObject {
  const own = renderTrafficSettings(settings);
  const limits: Record<string, number> = {};
  for (const breaker of [spec.circuitBreaker, own.circuitBreaker]) {
    if (!isJsonObject(breaker)) continue;
    for (const [limit, value] of Object.entries(breaker)) {
      if (typeof value !== 'number') continue;
      limits[limit] = Math.min(value, limits[limit] ?? value);
    }
  }
  return {
    ...spec,
    timeout: own.timeout ?? spec.timeout,
    retry: own.retry ?? spec.retry,
    circuitBreaker: Object.keys(limits).length > 0 ? limits : undefined,
  };
}
