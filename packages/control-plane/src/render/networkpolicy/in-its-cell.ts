import { Binding } from '../../core/binding/binding';
import { Consumer } from '../../core/effective-binding/connections/peer';
import { Hosts } from '../../core/effective-binding/hosts';
import { RenderResult } from '../render-result';
import { renderTarget } from '../../core/effective-binding/target';
import { Lead } from '../../core/effective-binding/connections/lead';
import { Read } from '../../runtime/read';
import { isolate } from './isolate';
import { isolationIn } from '../../core/isolation/isolation-in';
import { withMutualAuthentication } from './mutual-authentication';

/** What a binding is connected to, in both directions. */
export interface Connected {
  readonly leads: readonly Lead[];
  readonly consumers: readonly Consumer[];
  /** Whether the data plane can have pods prove who they are. */
  readonly canAuthenticate: boolean;
}

/** What a binding comes to, with the proofs that its connections require, and the policy of its cell where the project asks for one. */
export function inItsCell(
  rendered: RenderResult,
  binding: Binding,
  hosts: Hosts,
  connected: Connected,
  read: Read,
): RenderResult {
  const { metadata, spec } = binding;
  const isolation = isolationIn(
    read,
    metadata.namespace ?? '',
    spec.owner.projectName,
    spec.environment,
  );
  const input = {
    target: renderTarget(binding),
    workload: spec.workloadSpec,
    apis: spec.apis,
    hosts,
    ...connected,
  };
  const authenticated = connected.canAuthenticate
    ? withMutualAuthentication(rendered, {
        ...input,
        endpoints: rendered.endpoints,
      })
    : rendered;
  return isolation.mode === 'Off'
    ? authenticated
    : isolate(authenticated, input, isolation);
}
