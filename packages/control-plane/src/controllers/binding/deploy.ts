import {
  EndpointStatus,
  Release,
  releaseKind,
} from '@promenade/openchoreo-model';
import { ComponentType } from '../../core/component-type/component-type';
import { Problem, describeProblem } from '../../core/problem';
import { Read } from '../../runtime/read';
import { Write } from '../../runtime/write';
import { Binding } from '../../core/binding/binding';
import { holdingOn } from './hold-on';
import { keepApart } from '../../core/binding/keep-apart';
import { ownRelease, releaseTaken } from '../../core/binding/own-release';
import { missingEnvironment, missingPrerequisite } from './prerequisites';
import {
  Readiness,
  notReady,
  onItsWay,
  readinessOf,
  troubleIn,
} from '../../core/binding/readiness';
import { bindingReasons as reasons } from '../../core/binding/reasons';
import { releaseOf } from '../../core/binding/release-of';
import { renderBinding } from './render-binding';
import { keepRelease, removeReleases } from '../../core/binding/write-release';

/** What a pass over a binding came to. */
export interface Outcome {
  readiness: Readiness;
  /** What the first object in trouble suffers from. */
  trouble?: string;
  /** Where the endpoints are reached; undefined leaves what was known. */
  endpoints?: EndpointStatus[];
  /** What is odd but does not keep it from running. */
  warnings?: string[];
  /** A refusal by the API server, to be tried again after it was written down. */
  error?: unknown;
}

/** Takes what runs away, whether or not anything that it was made from still exists. */
export async function undeploy(
  binding: Binding,
  read: Read,
  write: Write,
): Promise<Outcome> {
  const undeployed = (message: string): Outcome => ({
    readiness: {
      status: 'False',
      reason: reasons.undeployed,
      message,
    },
    endpoints: [],
  });
  const release = ownRelease(binding, read);
  if (!release) {
    return undeployed('Resources undeployed');
  }
  return removeReleases(
    [release],
    undeployed('Resources being undeployed'),
    write,
  );
}

/**
 * Renders a binding into its Release. Endpoints are told even while connections are pending:
 * two components that connect to each other would wait for each other for ever.
 * With an error in its input the Release stays as it is, so that the last good state keeps running. Where there is none yet,
 * what could be rendered is deployed: an API that is in error is closed, and the rest is of use.
 */
export async function deploy(
  type: ComponentType,
  binding: Binding,
  read: Read,
  write: Write,
): Promise<Outcome> {
  const missing = missingPrerequisite(binding, type, read);
  if (missing) {
    return { readiness: missing };
  }
  const existing = read.get(releaseKind, binding.metadata);
  const taken = releaseTaken(binding, existing);
  if (taken) {
    return { readiness: taken };
  }
  const rendered = renderBinding(type, binding, read);
  if (!rendered) {
    return { readiness: onItsWay('Waiting to be looked at again') };
  }
  const { resources, endpoints } = rendered;
  const problems = holdingOn(rendered, existing);
  const nowhere = missingEnvironment(binding, read);
  const obstacle = nowhere ?? obstacleAmong(problems);
  const waits = problems.some(
    ({ reason }) => reason === reasons.connectionsPending,
  );
  // Whoever waits for others can be put to rest all the same: nothing of it runs then.
  const rests =
    binding.spec.releaseState === 'Suspend' &&
    obstacle?.reason === reasons.connectionsPending;
  if (obstacle && !rests && (existing || waits)) {
    const stays: Outcome = { readiness: obstacle, endpoints };
    return existing && !nowhere
      ? keepApart(existing, binding, resources, stays, read, write)
      : stays;
  }
  const warnings = problems.map(describeProblem);
  const desired = releaseOf(binding, resources, existing);
  const outcome = (release: Release): Outcome => ({
    readiness:
      obstacle && !rests
        ? obstacle
        : readinessOf(release, binding.spec.releaseState),
    trouble: troubleIn(release),
    endpoints,
    warnings,
  });
  return keepRelease(existing, desired, outcome, write);
}

/** What keeps a rendering from being applied: wrong input before missing configuration, and that before missing peers. */
export function obstacleAmong(
  problems: readonly Problem[],
): Readiness | undefined {
  const errors = problems.filter(({ severity }) => severity === 'Error');
  if (errors.length === 0) {
    return undefined;
  }
  for (const lasting of [
    reasons.invalidConfiguration,
    reasons.configurationMissing,
  ]) {
    const found = errors.filter(({ reason }) => reason === lasting);
    if (found.length) {
      return notReady(lasting, sentences(found));
    }
  }
  return onItsWay(
    errors.map(describeProblem).join(' '),
    reasons.connectionsPending,
  );
}

function sentences(problems: readonly Problem[]): string {
  return problems.map(describeProblem).join('; ');
}
