import { JsonObject, objectAt } from '../schema/json';
import { KubeObject } from '../api/types';
import {
  ObjectChange,
  Cluster,
  keyOf,
  kinds,
  namespaceOf,
  specOf,
} from './cluster';

/**
 * Indexes pods and Services by labels. Reads all objects once and then observes
 * changes.
 */
export class ServiceIndex {
  private readonly pods = new Map<string, Map<string, KubeObject>>();
  private readonly services = new Map<string, Map<string, KubeObject>>();

  constructor(cluster: Cluster) {
    for (const pod of cluster.list(kinds.pod)) this.add(pod);
    for (const service of cluster.list(kinds.service)) this.add(service);
  }

  /** Updates the index after a change of a pod or Service. */
  observe({ object, previous, deleted }: ObjectChange): void {
    if (object.kind !== 'Pod' && object.kind !== 'Service') return;
    if (previous) this.remove(previous);
    this.remove(object);
    if (!deleted) this.add(object);
  }

  podsOf(service: KubeObject): KubeObject[] {
    const selector = selectorOf(service);
    const [first] = labelsOf(service, selector);
    const candidates = first === undefined ? undefined : this.pods.get(first);
    return [...(candidates?.values() ?? [])].filter(pod =>
      selects(selector, pod),
    );
  }

  servicesOf(pod: KubeObject): KubeObject[] {
    const labels = labelsOf(pod, { ...pod.metadata.labels });
    return labels
      .flatMap(label => [...(this.services.get(label)?.values() ?? [])])
      .filter(service => selects(selectorOf(service), pod));
  }

  private add(object: KubeObject) {
    const index = this.indexOf(object);
    for (const label of keysOf(object)) {
      const entry = index.get(label) ?? new Map<string, KubeObject>();
      index.set(label, entry.set(keyOf(object), object));
    }
  }

  private remove(object: KubeObject) {
    const index = this.indexOf(object);
    for (const label of keysOf(object)) {
      const entry = index.get(label);
      entry?.delete(keyOf(object));
      if (entry?.size === 0) index.delete(label);
    }
  }

  private indexOf(object: KubeObject) {
    return object.kind === 'Pod' ? this.pods : this.services;
  }
}

/** A pod is indexed by all its labels, a Service by the first label of its selector. */
function keysOf(object: KubeObject): string[] {
  return object.kind === 'Pod'
    ? labelsOf(object, { ...object.metadata.labels })
    : labelsOf(object, selectorOf(object)).slice(0, 1);
}

function labelsOf(object: KubeObject, labels: JsonObject): string[] {
  return Object.entries(labels).map(
    ([key, value]) => `${namespaceOf(object)} ${key}=${value}`,
  );
}

function selectorOf(service: KubeObject): JsonObject {
  return objectAt(specOf(service), 'selector');
}

function selects(selector: JsonObject, pod: KubeObject): boolean {
  return Object.entries(selector).every(
    ([key, value]) => pod.metadata.labels?.[key] === value,
  );
}
