import { getCondition, type Project } from '@promenade/openchoreo-model';
import type { IsolationSnapshot } from '../domain/CellSnapshot';

/** The condition type of a Project that says whether its cells are isolated. */
const isolationCondition = 'Isolated';

/** The isolation of the cells of a project. */
export function isolationOf({ spec, status }: Project): IsolationSnapshot {
  const mode = spec.cell?.isolation ?? 'Off';
  const condition = getCondition(status?.conditions, isolationCondition);
  if (mode === 'Off' || !condition) return { mode };
  return {
    mode,
    isEffective: condition.status === 'True',
    message: condition.message,
  };
}
