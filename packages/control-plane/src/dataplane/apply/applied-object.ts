import type { UnstructuredObject } from '@promenade/kube-client';
import type { Verdict } from './applied-memory';
import type { DesiredObject } from './desired-objects';
import type { Failure } from './failure';

/** What became of one object of a Release. */
export interface AppliedObject {
  readonly wanted: DesiredObject;
  /** The object as the data plane has it now. */
  readonly live?: UnstructuredObject;
  /** Why it was applied; `Current` when it was not. */
  readonly verdict: Verdict;
  readonly failure?: Failure;
}
