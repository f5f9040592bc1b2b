import type { PodTrouble } from '@promenade/openchoreo-model';
import type { ContainerTrouble } from './container-trouble';

/** A pod as far as it matters to its workload. */
export interface PodInTrouble {
  readonly trouble?: ContainerTrouble;
}

/**
 * What keeps most of the pods of a workload from running, with how many they are. The same pods give the same answer in
 * whatever order they come.
 */
export function podTroubleAmong(
  pods: readonly PodInTrouble[],
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
