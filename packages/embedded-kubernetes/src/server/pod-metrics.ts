import { methodNotAllowed, notFound } from '../api/status-error';
import type { KubeObject } from '../api/types';
import { podUsage, windowSeconds } from '../simulated-data-plane/pod-usage';
import { parseLabelSelector } from './label-selector';
import type { ApiRequest, ResourceContext } from './request';
import { sendJson } from './respond';

/** The metrics of pods. They are not stored: each request gets the current ones. */
export const podMetrics = {
  group: 'metrics.k8s.io',
  version: 'v1beta1',
  plural: 'pods',
  singular: 'pod',
  kind: 'PodMetrics',
  namespaced: true,
  verbs: ['get', 'list'],
};

const apiVersion = `${podMetrics.group}/${podMetrics.version}`;

/**
 * Handles a request below `/apis/metrics.k8s.io/v1beta1`, as `kubectl top pods` sends it.
 *
 * @returns false if the path is not one of pods
 */
export function handlePodMetrics(
  { lifecycle: { store } }: ResourceContext,
  request: ApiRequest,
): boolean {
  const [, , , ...rest] = request.path;
  const isNamespaced = rest[0] === 'namespaces';
  const namespace = isNamespaced ? rest[1] : undefined;
  const [plural, name, ...others] = isNamespaced ? rest.slice(2) : rest;
  if (plural !== 'pods' || others.length > 0 || (name && !namespace)) {
    return false;
  }
  if (request.method !== 'GET') throw methodNotAllowed();
  const now = Date.now();
  if (name && namespace) {
    const pod = store.get({ resource: 'pods', namespace, name });
    const metrics = pod && metricsOf(pod, now);
    if (!metrics) throw notFound(podMetrics, name);
    sendJson(request, 200, metrics);
    return true;
  }
  const matches = parseLabelSelector(request.query.get('labelSelector') ?? '');
  sendJson(request, 200, {
    kind: 'PodMetricsList',
    apiVersion,
    metadata: {},
    items: store
      .list('pods', { namespace })
      .filter(({ metadata }) => matches(metadata.labels ?? {}))
      .flatMap(pod => metricsOf(pod, now) ?? []),
  });
  return true;
}

/** Undefined for a pod without a running container. */
function metricsOf(pod: KubeObject, now: number) {
  const containers = podUsage(pod, now);
  if (containers.length === 0) return undefined;
  const { name, namespace, labels } = pod.metadata;
  const timestamp = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    kind: podMetrics.kind,
    apiVersion,
    metadata: { name, namespace, labels, creationTimestamp: timestamp },
    timestamp,
    window: `${windowSeconds}s`,
    containers: containers.map(({ name: container, cpu, memory }) => ({
      name: container,
      usage: {
        cpu: `${Math.round(cpu * 1e9)}n`,
        memory: `${Math.round(memory / 1024)}Ki`,
      },
    })),
  };
}
