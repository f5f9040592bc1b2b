import type {
  EndpointStatus,
  WorkloadTemplate,
} from '@promenade/openchoreo-model';
import {
  type Consumer,
  isVisibleToOtherProjects,
} from '../../core/effective-binding/connections/peer';
import type { Hosts } from '../../core/effective-binding/hosts';
import type { RenderTarget } from '../../core/effective-binding/target';
import { isMutualTlsRequired } from '../../core/effective-binding/connections/mutual-authentication';
import { endpointPort } from './connection-rules';
import type { TrafficRule } from './traffic';

/** What the rules for those that connect to a component follow from. */
export interface ConsumerRulesInput {
  readonly target: RenderTarget;
  readonly workload: Pick<WorkloadTemplate, 'endpoints'>;
  readonly hosts: Hosts;
  /** Where the endpoints of the component are reached. */
  readonly endpoints: readonly EndpointStatus[];
  readonly consumers: readonly Consumer[];
}

const endpointName = ({ connection }: Consumer) =>
  connection.params?.endpoint ?? '';

/**
 * What is let in of components of other projects that call the pods themselves, because no gateway stands before the
 * endpoint: those that declare a connection to an endpoint which is for more than its own project.
 */
export function consumerRules(input: ConsumerRulesInput): TrafficRule[] {
  return input.consumers
    .filter(
      consumer =>
        isDirect(consumer, input) &&
        consumer.target.namespace !== input.target.namespace &&
        isVisibleToOtherProjects(input, endpointName(consumer)),
    )
    .flatMap(consumer => renderRule(consumer, input));
}

/** The connections to a component whose ends have to prove who they are, as they come in. */
export function mutualAuthenticationRules(
  input: ConsumerRulesInput,
): TrafficRule[] {
  return input.consumers
    .filter(({ connection }) => isMutualTlsRequired(connection))
    .flatMap(consumer => renderRule(consumer, input))
    .map(rule => ({ ...rule, authenticated: true }));
}

/** Whether a consumer calls the pods themselves, and not a gateway. */
function isDirect(
  consumer: Consumer,
  { target, endpoints }: ConsumerRulesInput,
): boolean {
  const offered = endpoints.find(({ name }) => name === endpointName(consumer));
  return (
    offered !== undefined &&
    (consumer.target.namespace === target.namespace || !offered.organization)
  );
}

function renderRule(
  consumer: Consumer,
  input: ConsumerRulesInput,
): TrafficRule[] {
  const port = endpointPort(input.workload, endpointName(consumer));
  if (!port) return [];
  const { namespace, labels } = consumer.target;
  const { api } = input.hosts;
  return [
    {
      peer: isDirect(consumer, input)
        ? { kind: 'Component', namespace, labels }
        : {
            kind: 'Gateway',
            name: api.Organization.name,
            namespace: api.Organization.namespace,
          },
      port,
    },
  ];
}
