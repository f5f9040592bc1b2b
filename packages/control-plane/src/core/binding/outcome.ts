import {
  CanaryStatus,
  ConnectionStatus,
  EndpointStatus,
} from '@promenade/openchoreo-model';
import { Problem, describeProblem } from '../problem';
import { Readiness, notReady, progressing } from './readiness';
import { bindingReasons as reasons } from './reasons';

/** The result of a reconcile of a binding. */
export interface Outcome {
  readiness: Readiness;
  /** The first problem of the deployed objects. */
  trouble?: string;
  /** Health of the canary, or that it is being removed; the readiness of the binding by default. */
  canary?: CanaryStatus;
  /** Addresses of the endpoints; undefined keeps those of the last status. */
  endpoints?: EndpointStatus[];
  /** State of the connections; undefined keeps that of the last status. */
  connections?: ConnectionStatus[];
  /** Problems that do not prevent the deployment. */
  warnings?: string[];
  /** A write that the API server rejected; it is retried after the status is written. */
  error?: unknown;
}

/**
 * What prevents a rendering from being applied: invalid input before missing configuration, and that before pending
 * connections. Undefined if nothing does.
 */
export function obstacleAmong(
  problems: readonly Problem[],
): Readiness | undefined {
  const errors = problems.filter(({ severity }) => severity === 'Error');
  if (errors.length === 0) {
    return undefined;
  }
  for (const reason of [
    reasons.invalidConfiguration,
    reasons.configurationMissing,
  ]) {
    const found = errors.filter(error => error.reason === reason);
    if (found.length) {
      return notReady(reason, found.map(describeProblem).join('; '));
    }
  }
  return progressing(
    errors.map(describeProblem).join(' '),
    reasons.connectionsPending,
  );
}
