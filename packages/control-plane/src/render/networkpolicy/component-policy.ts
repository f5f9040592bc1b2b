import type { Problem } from '../../core/problem';
import { baselineTraffic } from './baseline-policy';
import { connectionRules, type ConnectionRulesInput } from './connection-rules';
import { consumerRules, type ConsumerRulesInput } from './consumer-rules';
import { gatewayRules, type GatewayRulesInput } from './gateway-rules';
import type { TrafficPolicy } from './traffic';

/** Input of the network policy of one binding. */
export type ComponentPolicyInput = GatewayRulesInput &
  ConnectionRulesInput &
  ConsumerRulesInput;

/** The traffic that the pods of a binding may exchange: inside the cell, and as endpoints and connections declare. */
export function componentPolicy(input: ComponentPolicyInput): {
  policy: TrafficPolicy;
  problems: Problem[];
} {
  const { rules, problems } = connectionRules(input);
  return {
    policy: {
      selector: input.target.labels,
      ingress: [
        ...baselineTraffic.ingress,
        ...gatewayRules(input),
        ...consumerRules(input),
      ],
      egress: [...baselineTraffic.egress, ...rules],
    },
    problems,
  };
}
