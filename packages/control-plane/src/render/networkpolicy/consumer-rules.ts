import type {
  EndpointStatus,
  WorkloadTemplate,
} from '@promenade/openchoreo-model';
import { isMutualTlsRequired } from '../../core/effective-binding/connections/mutual-authentication';
import {
  isVisibleToOtherProjects,
  type Consumer,
} from '../../core/effective-binding/connections/peer';
import type { Hosts } from '../../core/effective-binding/hosts';
import type { RenderTarget } from '../../core/effective-binding/target';
import { endpointPort } from './connection-rules';
import type { TrafficRule } from './traffic';

/** Input of the rules for the consumers of a component. */
export interface ConsumerRulesInput {
  readonly target: RenderTarget;
  readonly workload: Pick<WorkloadTemplate, 'endpoints'>;
  readonly hosts: Hosts;
  /** `status.endpoints` of the component. */
  readonly endpoints: readonly EndpointStatus[];
  readonly consumers: readonly Consumer[];
}

const endpointName = ({ connection }: Consumer) =>
  connection.params?.endpoint ?? '';

/**
 * Ingress from components of other projects that call the pods directly, because the endpoint is not offered at a gateway.
 * Such a component must declare a connection, and the endpoint must be visible to other projects.
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

/** Ingress of the connections to a component that require mutual TLS. */
export function mutualAuthenticationRules(
  input: ConsumerRulesInput,
): TrafficRule[] {
  return input.consumers
    .filter(({ connection }) => isMutualTlsRequired(connection))
    .flatMap(consumer => renderRule(consumer, input))
    .map(rule => ({ ...rule, authenticated: true }));
}

/** Whether a consumer calls the pods directly, not through a gateway. */
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
