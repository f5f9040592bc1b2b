import {
  Release,
  WorkloadTemplate,
  isCanaryObject,
} from '@promenade/openchoreo-model';
import { isDeepStrictEqual } from 'node:util';
import {
  isJsonList,
  isJsonObject,
  jsonAt,
  jsonListAt,
  type Json,
  type JsonObject,
} from '../../runtime/json';
import {
  canaryTarget,
  renderTarget,
  type BindingIdentity,
  type RenderTarget,
} from '../effective-binding/target';
import { ReleaseResource } from '../manifest';
import { Binding } from './binding';

type Resource = NonNullable<Release['spec']['resources']>[number];

/** Kinds of routes whose rules divide requests between backends. */
const dividedKinds: ReadonlySet<unknown> = new Set(['HTTPRoute', 'GRPCRoute']);

/**
 * Removes the canary of a binding from the resources of a Release that is otherwise kept: its objects, and the backends of the
 * routes that lead to it.
 *
 * @returns undefined if there is no canary
 */
export function removeCanary(
  resources: readonly Resource[] = [],
  binding: BindingIdentity,
): Resource[] | undefined {
  const { serviceName } = canaryTarget(renderTarget(binding));
  const isOfCanary = ({ name }: JsonObject) => name === serviceName;
  const kept = resources
    .filter(({ object }) => !isCanaryObject(object))
    .map(({ id, object }) => ({
      id,
      object: mapBackendRefs(object, backendRefs =>
        backendRefs.some(isOfCanary)
          ? backendRefs
              .filter(backendRef => !isOfCanary(backendRef))
              .map(({ weight: _weight, ...backendRef }) => backendRef)
          : backendRefs,
      ),
    }));
  return isDeepStrictEqual(kept, resources) ? undefined : kept;
}

/** Whether a route of a Release leads requests to the canary of its binding. */
export function hasCanaryRequests(
  { spec: { resources = [] } }: Pick<Release, 'spec'>,
  binding: BindingIdentity,
): boolean {
  const { serviceName } = canaryTarget(renderTarget(binding));
  return resources
    .filter(({ object }) => dividedKinds.has(object.kind))
    .flatMap(({ object }) => jsonListAt(object, 'spec', 'rules'))
    .flatMap(rule => jsonListAt(rule, 'backendRefs'))
    .some(
      backendRef =>
        jsonAt(backendRef, 'name') === serviceName &&
        jsonAt(backendRef, 'weight') !== 0,
    );
}

/** The canary of a component, as it is deployed. */
export interface DeployedCanary {
  readonly target: RenderTarget;
  readonly workload: WorkloadTemplate;
  /** Its Service. */
  readonly service: unknown;
  /** Percentage of the requests that it receives; 0 before it is ready. */
  readonly weight: number;
}

/** Finds the canary of a binding that is deployed with its Service; undefined where the binding has none or it is left out. */
export function findDeployedCanary(
  binding: Binding,
  release: Release | undefined,
): DeployedCanary | undefined {
  const { canary } = binding.spec;
  const target = canaryTarget(renderTarget(binding));
  const service = release?.spec.resources?.find(
    ({ object }) =>
      object.kind === 'Service' &&
      jsonAt(object, 'metadata', 'name') === target.serviceName,
  )?.object;
  return (
    canary &&
    service && {
      target,
      workload: canary.workloadSpec,
      service,
      weight: hasCanaryRequests(release, binding) ? canary.weight : 0,
    }
  );
}

/**
 * Divides the requests of routes between the Services of a component and its canary. A rule whose port the canary does not
 * serve keeps its only backend.
 *
 * @param resources - resources with the routes among them
 * @param serviceName - name of the Service of the component
 */
export function divideRoutes(
  resources: readonly ReleaseResource[],
  serviceName: string,
  {
    target,
    service,
    weight,
  }: Pick<DeployedCanary, 'target' | 'service' | 'weight'>,
): ReleaseResource[] {
  const served = new Set(
    jsonListAt(service, 'spec', 'ports').map(port => jsonAt(port, 'port')),
  );
  return resources.map(({ id, object }) => ({
    id,
    object: mapBackendRefs(object, backendRefs =>
      backendRefs.flatMap(backendRef =>
        backendRef.name === serviceName && served.has(backendRef.port)
          ? [
              { ...backendRef, weight: 100 - weight },
              { ...backendRef, name: target.serviceName, weight },
            ]
          : [backendRef],
      ),
    ),
  }));
}

/** Changes the backends of every rule of an HTTPRoute or GRPCRoute. Other objects are returned unchanged. */
function mapBackendRefs<T extends { readonly [member: string]: unknown }>(
  object: T,
  change: (backendRefs: readonly JsonObject[]) => readonly JsonObject[],
): T {
  const { spec } = object;
  if (
    !dividedKinds.has(object.kind) ||
    !isJsonObject(spec) ||
    !isJsonList(spec.rules)
  ) {
    return object;
  }
  return {
    ...object,
    spec: {
      ...spec,
      rules: spec.rules.map((rule: Json) =>
        isJsonObject(rule) && isJsonList(rule.backendRefs)
          ? {
              ...rule,
              backendRefs: change(rule.backendRefs.filter(isJsonObject)),
            }
          : rule,
      ),
    },
  };
}
