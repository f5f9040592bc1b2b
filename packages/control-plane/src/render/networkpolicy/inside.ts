import type { TrafficPolicy } from './traffic';

/**
 * What every pod of a cell may do whatever it declares: talk inside the cell, resolve names, be probed.
 * Each policy of a cell repeats it, so that none depends on another one being there first.
 */
export const baselineTraffic: Pick<TrafficPolicy, 'ingress' | 'egress'> = {
  ingress: [{ peer: { kind: 'Cell' } }, { peer: { kind: 'Node' } }],
  egress: [{ peer: { kind: 'Cell' } }, { peer: { kind: 'DNS' } }],
};
