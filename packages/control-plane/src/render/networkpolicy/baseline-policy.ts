import type { Project } from '@promenade/openchoreo-model';
import {
  addressRange,
  isHostPattern,
  normalizeHost,
} from '../../core/effective-binding/address';
import { invalid, type Problem } from '../../core/problem';
import type { TrafficPolicy, TrafficRule } from './traffic';

/**
 * Traffic that every pod of a cell may exchange: inside the cell, with name servers, and probes of its node. Every
 * policy of a cell repeats it, so that no policy depends on another.
 */
export const baselineTraffic: Pick<TrafficPolicy, 'ingress' | 'egress'> = {
  ingress: [{ peer: { kind: 'Cell' } }, { peer: { kind: 'Node' } }],
  egress: [{ peer: { kind: 'Cell' } }, { peer: { kind: 'DNS' } }],
};

/**
 * The policy of all pods of a cell, including those of no binding: baseline traffic, and what `spec.cell` of the
 * Project allows. Invalid ranges and host names are problems, and left out.
 */
export function baselinePolicy({ spec }: Pick<Project, 'spec'>): {
  policy: TrafficPolicy;
  problems: Problem[];
} {
  const problems: Problem[] = [];
  const ranges = (list: readonly string[] | undefined, field: string) =>
    (list ?? []).flatMap((text, index): TrafficRule[] => {
      const range = addressRange(text);
      if (range) {
        return [{ peer: { kind: 'Addresses', range }, field }];
      }
      problems.push(
        invalid(
          `${field}[${index}]`,
          `"${text}" is not an address range; write it like 10.0.0.0/8 or 192.0.2.1/32`,
        ),
      );
      return [];
    });
  const names = (list: readonly string[] | undefined, field: string) =>
    (list ?? []).flatMap((text, index): TrafficRule[] => {
      if (isHostPattern(text)) {
        return [
          { peer: { kind: 'Host', pattern: normalizeHost(text) }, field },
        ];
      }
      problems.push(
        invalid(
          `${field}[${index}]`,
          `"${text}" is not a host name; write it like api.example.com or *.example.com`,
        ),
      );
      return [];
    });
  const { ingress, egress } = spec.cell ?? {};
  return {
    policy: {
      selector: {},
      ingress: [
        ...baselineTraffic.ingress,
        ...ranges(ingress?.allowCIDRs, 'spec.cell.ingress.allowCIDRs'),
      ],
      egress: [
        ...baselineTraffic.egress,
        ...ranges(egress?.allowCIDRs, 'spec.cell.egress.allowCIDRs'),
        ...names(egress?.allowHosts, 'spec.cell.egress.allowHosts'),
      ],
    },
    problems,
  };
}
