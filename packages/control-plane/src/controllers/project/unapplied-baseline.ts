import { getCondition } from '@promenade/openchoreo-model';
import { CellBaseline } from './list-cell-baselines';

/** Why the policy, quota and access of a cell are not applied; undefined if they are, or if there should be none. */
export function findUnappliedBaseline({
  environment,
  existing,
  desired,
  isolation,
}: CellBaseline): string | undefined {
  const applied = getCondition(existing?.status?.conditions, 'Applied');
  const isObserved =
    existing?.status?.observedGeneration === existing?.metadata.generation;
  if (!desired || (applied?.status === 'True' && isObserved)) return undefined;
  const pending =
    isolation.mode === 'Off'
      ? 'the objects of the cell are being applied'
      : 'the policy of the cell is being applied';
  return `${environment}: ${
    applied?.status === 'False' ? applied.message : pending
  }`;
}
