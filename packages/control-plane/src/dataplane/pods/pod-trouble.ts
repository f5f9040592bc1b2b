import type { PodTrouble } from '@promenade/openchoreo-model';
import type { ContainerTrouble } from './container-trouble';

/** The state of one pod of a workload. */
export interface PodState {
  readonly trouble?: ContainerTrouble;
}

/** Returns the most frequent reason why pods of a workload do not run. The result does not depend on the order of the pods. */
export function summarizePodTrouble(
  pods: readonly PodState[],
): PodTrouble | undefined {
  const groups = new Map<string, { trouble: ContainerTrouble; pods: number }>();
  for (const { trouble } of pods) {
    if (!trouble) continue;
    const key = JSON.stringify([
      trouble.reason,
      trouble.container,
      trouble.image,
    ]);
    const group = groups.get(key);
    groups.set(key, { trouble, pods: (group?.pods ?? 0) + 1 });
  }
  const [worst] = [...groups].sort(
    ([a, { pods: inA }], [b, { pods: inB }]) =>
      inB - inA || (a < b ? -1 : Number(a > b)),
  );
  if (!worst) return undefined;
  const { trouble, pods: count } = worst[1];
  const { detail, ...known } = trouble;
  const subject = known.container
    ? `${known.reason} of container ${known.container}`
    : known.reason;
  const image = known.image ? ` with image ${known.image}` : '';
  const where = ` (${count} of ${pods.length} ${
    pods.length === 1 ? 'pod' : 'pods'
  })`;
  return {
    ...known,
    pods: count,
    of: pods.length,
    message: `${subject}${image}${where}${detail ? `: ${detail}` : ''}`,
  };
}
