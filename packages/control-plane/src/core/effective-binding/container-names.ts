import type { WorkloadTemplate } from '@promenade/openchoreo-model';
import { compareText } from '../../runtime/sort';

/**
 * The name of the container that endpoints and connections belong to where
 * they name none: `main`, else the first by name.
 */
export function mainContainerName(
  workload: WorkloadTemplate,
): string | undefined {
  const names = containerNames(workload);
  return names[0];
}

/** The names of a workload's containers, the main one first and the others by name. */
export function containerNames({
  containers = {},
}: WorkloadTemplate): string[] {
  return Object.keys(containers).sort(
    (a, b) => Number(b === 'main') - Number(a === 'main') || compareText(a, b),
  );
}
