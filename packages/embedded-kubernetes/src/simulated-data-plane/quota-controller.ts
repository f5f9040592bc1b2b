import { KubeObject } from '../api/types';
import {
  isObject,
  JsonObject,
  JsonValue,
  listAt,
  objectAt,
} from '../schema/json';
import { isQuantity, quantityValue } from '../schema/built-in/quantity';
import {
  Cluster,
  kinds,
  namespaceOf,
  ObjectChange,
  specOf,
  statusOf,
} from './cluster';
import { Controller, ReconcileContext } from './controller';

/** Simulates the quota controller: reports what pods request. Nothing is rejected, because nothing runs. */
export class QuotaController implements Controller {
  readonly kind = kinds.resourceQuota;

  reconcile(quota: KubeObject, { cluster }: ReconcileContext): void {
    const namespace = namespaceOf(quota);
    const hard = objectAt(specOf(quota), 'hard');
    const defaults = containerDefaults(cluster, namespace);
    const pods = cluster.list(kinds.pod, namespace).filter(isActive);
    const used = Object.keys(hard).flatMap(name => {
      const amount = amountUsed(name, pods, defaults);
      return amount === undefined ? [] : [[name, amount] as const];
    });
    cluster.updateStatus(quota, { hard, used: Object.fromEntries(used) });
  }

  /** The quotas of the namespace of a pod that started or ended, or of a LimitRange. */
  affectedObjects(
    { object, previous, deleted }: ObjectChange,
    cluster: Cluster,
  ) {
    const isPod = object.kind === 'Pod';
    if (!isPod && object.kind !== 'LimitRange') return [];
    const isSame =
      isPod && !deleted && previous && isActive(previous) === isActive(object);
    return isSame ? [] : cluster.list(kinds.resourceQuota, namespaceOf(object));
  }
}

interface ContainerDefaults {
  limits: JsonObject;
  requests: JsonObject;
}

/** A pod that ended uses nothing. */
function isActive(pod: KubeObject): boolean {
  const { phase } = statusOf(pod);
  return phase !== 'Succeeded' && phase !== 'Failed';
}

function containerDefaults(cluster: Cluster, namespace: string) {
  const items = cluster
    .list(kinds.limitRange, namespace)
    .flatMap(range => listAt(specOf(range), 'limits'))
    .filter(isObject)
    .filter(({ type }) => type === 'Container');
  return {
    limits: Object.assign({}, ...items.map(item => objectAt(item, 'default'))),
    requests: Object.assign(
      {},
      ...items.map(item => objectAt(item, 'defaultRequest')),
    ),
  };
}

/** What pods use of a resource of a quota; undefined for what this simulation does not count. */
function amountUsed(
  name: string,
  pods: readonly KubeObject[],
  defaults: ContainerDefaults,
): string | undefined {
  if (name === 'pods' || name === 'count/pods') return String(pods.length);
  const [, prefix = 'requests', resource] =
    /^(?:(requests|limits)\.)?(cpu|memory|ephemeral-storage)$/.exec(name) ?? [];
  if (resource === undefined) return undefined;
  const total = pods
    .flatMap(pod => listAt(specOf(pod), 'containers'))
    .filter(isObject)
    .map(container => {
      const { limits, requests } = resourcesOf(container);
      return prefix === 'limits'
        ? limits[resource] ?? defaults.limits[resource]
        : requests[resource] ?? limits[resource] ?? defaults.requests[resource];
    })
    .reduce<number>((sum, amount) => sum + valueOf(amount), 0);
  return resource === 'cpu'
    ? `${Math.ceil(total * 1000)}m`
    : `${Math.ceil(total / 1024)}Ki`;
}

function resourcesOf(container: JsonObject) {
  const resources = objectAt(container, 'resources');
  return {
    limits: objectAt(resources, 'limits'),
    requests: objectAt(resources, 'requests'),
  };
}

function valueOf(amount: JsonValue | undefined): number {
  return amount !== undefined && isQuantity(amount) ? quantityValue(amount) : 0;
}
