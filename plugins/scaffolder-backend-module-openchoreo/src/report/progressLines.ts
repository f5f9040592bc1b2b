import {
  deploymentStateLabels,
  type PromotionPhase,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { StateVerdict } from '@promenade/backstage-plugin-openchoreo-node';

/** The words that the portal has for the phases, too. */
const phases: Readonly<Record<PromotionPhase, string>> = {
  Pending: 'about to start',
  Checking: 'checking',
  AwaitingApproval: 'waiting for approval',
  RollingOut: 'rolling out',
  Verifying: 'verifying',
  Succeeded: 'done',
  Failed: 'failed',
};

/** How a component fares in an environment, in a line: `development: Progressing. Waiting for 1 pod.` */
export function stateLine(
  environment: string,
  { state, message }: StateVerdict,
): string {
  return line(environment, deploymentStateLabels[state], message);
}

/** Where a promotion is, in a line: `Promotion to staging: rolling out.` */
export function promotionLine({ to, phase, message }: PromotionView): string {
  return line(`Promotion to ${to}`, phases[phase], message);
}

function line(subject: string, word: string, message: string | undefined) {
  return [`${subject}: ${word}.`, message].filter(Boolean).join(' ');
}
