import {
  genDnsLabel,
  isDnsLabel,
  nameLimits,
  type WorkloadTemplate,
} from '@promenade/openchoreo-model';
import { compareText } from '../../runtime/sort';

/** Name of the main container, which endpoints and connections belong to by default: `main`, else the first by name. */
export function mainContainerName(
  workload: WorkloadTemplate,
): string | undefined {
  const names = containerNames(workload);
  return names[0];
}

/** Names of the containers of a workload, the main one first and the others by name. */
export function containerNames({
  containers = {},
}: WorkloadTemplate): string[] {
  return Object.keys(containers).sort(
    (a, b) => Number(b === 'main') - Number(a === 'main') || compareText(a, b),
  );
}

/**
 * Name of a container of a workload in its pod. A name that the API server rejects is truncated or converted, and gets a
 * hash.
 */
export function podContainerName(name: string): string {
  return isDnsLabel(name) ? name : genDnsLabel(nameLimits.container, name);
}
