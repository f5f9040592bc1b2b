import { createHash } from 'node:crypto';
import {
  isObject,
  JsonObject,
  JsonValue,
  jsonEquals,
  listAt,
  numberAt,
  objectAt,
  stringAt,
} from '../schema/json';
import { asJson } from '../schema/kube-json';
import { KubeObject } from '../api/types';
import {
  ObjectChange,
  Cluster,
  kinds,
  nameOf,
  namespaceOf,
  specOf,
  statusOf,
} from './cluster';
import { ReconcileContext, Controller } from './controller';
import { controllerReference, simulatedLabels } from './simulation-metadata';
import { isReady } from './pods';
import { ServiceIndex } from './service-index';

/** Simulates the EndpointSlice controller and the load balancer controller. */
export class EndpointsController implements Controller {
  readonly kind = kinds.service;
  private index: ServiceIndex | undefined;

  reconcile(service: KubeObject, { cluster }: ReconcileContext): void {
    assignAddress(cluster, service);
    if (Object.keys(objectAt(specOf(service), 'selector')).length === 0) return;
    this.index ??= new ServiceIndex(cluster);
    const pods = this.index.podsOf(service);
    updateSlice(
      cluster,
      service,
      pods.filter(pod => statusOf(pod).podIP),
    );
  }

  /** The Services whose pods were added, removed or changed their readiness. */
  affectedObjects(change: ObjectChange, cluster: Cluster) {
    const { object, previous, deleted } = change;
    this.index ??= new ServiceIndex(cluster);
    this.index.observe(change);
    if (object.kind !== 'Pod') return [];
    const isSame =
      !deleted &&
      previous !== undefined &&
      isReady(previous) === isReady(object) &&
      statusOf(previous).podIP === statusOf(object).podIP;
    return isSame ? [] : this.index.servicesOf(object);
  }
}

function assignAddress(cluster: Cluster, service: KubeObject) {
  if (specOf(service).type !== 'LoadBalancer') return;
  cluster.updateStatus(service, {
    ...statusOf(service),
    loadBalancer: { ingress: [{ ip: '127.0.0.1', ipMode: 'VIP' }] },
  });
}

function updateSlice(
  cluster: Cluster,
  service: KubeObject,
  pods: readonly KubeObject[],
) {
  const suffix = createHash('sha256')
    .update(service.metadata.uid ?? '')
    .digest('hex')
    .slice(0, 5);
  const name = `${nameOf(service)}-${suffix}`;
  const content: JsonObject = {
    addressType: 'IPv4',
    endpoints: pods.map(endpointOf),
    ports: listAt(specOf(service), 'ports').map(port => portOf(port, pods)),
  };
  const before = cluster.get(kinds.endpointSlice, namespaceOf(service), name);
  if (!before) {
    cluster.create({
      ...kinds.endpointSlice,
      metadata: {
        name,
        namespace: service.metadata.namespace,
        labels: {
          ...service.metadata.labels,
          'kubernetes.io/service-name': nameOf(service),
          ...simulatedLabels,
        },
        ownerReferences: [controllerReference(service)],
      },
      ...content,
    });
  } else if (
    Object.keys(content).some(
      key => !jsonEquals(asJson(before)[key] ?? [], content[key]),
    )
  ) {
    cluster.update({ ...before, ...content });
  }
}

function endpointOf(pod: KubeObject): JsonValue {
  const ready = isReady(pod);
  return {
    addresses: [String(statusOf(pod).podIP)],
    conditions: { ready, serving: ready, terminating: false },
    nodeName: stringAt(specOf(pod), 'nodeName') ?? '',
    targetRef: {
      kind: 'Pod',
      name: nameOf(pod),
      namespace: namespaceOf(pod),
      uid: pod.metadata.uid ?? '',
    },
  };
}

function portOf(port: JsonValue, pods: readonly KubeObject[]): JsonValue {
  const target = isObject(port) ? port.targetPort : undefined;
  const number = typeof target === 'string' ? namedPort(target, pods) : target;
  return {
    name: stringAt(port, 'name') ?? '',
    protocol: stringAt(port, 'protocol') ?? 'TCP',
    port: number ?? numberAt(port, 'port') ?? 0,
  };
}

function namedPort(
  name: string,
  pods: readonly KubeObject[],
): number | undefined {
  const containers = pods.flatMap(pod => listAt(specOf(pod), 'containers'));
  const ports = containers.flatMap(container => listAt(container, 'ports'));
  return numberAt(
    ports.find(port => stringAt(port, 'name') === name),
    'containerPort',
  );
}
