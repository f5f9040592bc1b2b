import { Condition } from '@promenade/openchoreo-model';
import { bindingReasons } from '../../core/binding/reasons';
import { BindingFacts } from './facts';

/** What the binding at one end of a promotion says about what it deploys. */
export interface Verdict {
  outcome: 'ready' | 'resting' | 'progressing' | 'troubled';
  message: string;
}

const onItsWay: readonly string[] = [
  bindingReasons.progressing,
  bindingReasons.connectionsPending,
];

const restsOnPurpose: readonly string[] = [
  bindingReasons.suspended,
  bindingReasons.undeployed,
];

/** Reads the Ready condition of a binding; one of an older generation says nothing about what is deployed now. */
export function verdictOn({
  ready,
  generation,
  trouble,
}: BindingFacts): Verdict {
  if (!ready || (ready.observedGeneration ?? 0) < generation) {
    return {
      outcome: 'progressing',
      message: 'Waiting for the control plane to look at the binding.',
    };
  }
  const outcome = outcomeOf(ready);
  // The data plane goes on waiting for pods long after they have said that they cannot run.
  return trouble && (outcome === 'progressing' || outcome === 'troubled')
    ? { outcome: 'troubled', message: trouble }
    : { outcome, message: ready.message };
}

function outcomeOf({ status, reason }: Condition): Verdict['outcome'] {
  if (status === 'True') {
    return 'ready';
  }
  if (restsOnPurpose.includes(reason)) {
    return 'resting';
  }
  return onItsWay.includes(reason) ? 'progressing' : 'troubled';
}
