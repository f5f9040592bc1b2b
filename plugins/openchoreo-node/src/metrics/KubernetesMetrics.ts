import type { Metric } from '@promenade/backstage-plugin-openchoreo-common';
import type { PodUsage } from '../runtime/RuntimeProvider';
import type { RuntimeTarget } from '../runtime/RuntimeTarget';
import type { MetricsProvider } from './MetricsProvider';
import { podLimit } from './podLimit';

/** The current usage of pods, from the metrics API of the data plane. It keeps no history. */
export const kubernetesMetrics: MetricsProvider = {
  source: 'kubernetes',
  async read({ snapshot, provider }: RuntimeTarget, _period, signal) {
    const opened = await provider();
    const lists = await Promise.all(
      snapshot.objects.map(({ namespace, podLabels: labels }) =>
        namespace && labels
          ? opened.podUsage({ namespace, labels }, signal)
          : [],
      ),
    );
    // The selectors of two workloads of a component may select the same pods.
    const pods = new Map(lists.flat().map(usage => [usage.pod, usage]));
    const sorted = [...pods.values()].sort((a, b) =>
      a.pod.localeCompare(b.pod, 'en'),
    );
    return (['cpu', 'memory'] as const).map(name => ({
      name,
      lines: sorted.map(usage => lineOf(usage, name)),
      limit: podLimit(snapshot.objects, name),
    }));
  },
};

function lineOf(
  usage: PodUsage,
  name: 'cpu' | 'memory',
): Metric['lines'][number] {
  return {
    label: usage.pod,
    points: [{ at: usage.at, value: usage[name] }],
  };
}
