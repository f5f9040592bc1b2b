import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  deploymentStateLabels,
  type ProjectPromotionView,
  type PromotionPhase,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  BuildSnapshot,
  StateVerdict,
} from '@promenade/backstage-plugin-openchoreo-node';

/** The labels that the pages have for the phases, too. */
const phaseLabels: Readonly<
  Record<PromotionPhase | ProjectPromotionView['phase'], string>
> = {
  Pending: 'about to start',
  Checking: 'checking',
  AwaitingApproval: 'waiting for approval',
  Progressing: 'rolling out',
  Verifying: 'verifying',
  Succeeded: 'done',
  Failed: 'failed',
  RollingBack: 'rolling back',
  RolledBack: 'rolled back',
  Rejected: 'rejected',
  Cancelled: 'cancelled',
  Expired: 'expired',
  Superseded: 'superseded by a newer one',
  Unknown: 'unknown',
};

/** The state of a component in an environment, in a line: `development: Progressing. Waiting for 1 pod.` */
export function stateLine(
  environment: string,
  { state, message }: StateVerdict,
): string {
  return line(environment, deploymentStateLabels[state], message);
}

/** The phase of a promotion, in a line: `Promotion to staging: rolling out.` */
export function promotionLine({ to, phase, message }: PromotionView): string {
  return line(`Promotion to ${to}`, phaseLabels[phase], message);
}

/** The phase of the promotion of a project and of each component, in a line: `Promotion to staging: checking. tram: done.` */
export function projectPromotionLine({
  to,
  phase,
  message,
  components,
}: ProjectPromotionView): string {
  const states = components.map(
    each => `${each.name}: ${phaseLabels[each.phase ?? 'Pending']}`,
  );
  return [
    line(`Promotion to ${to}`, phaseLabels[phase], message),
    states.length && `${states.join(', ')}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function line(subject: string, label: string, message: string | undefined) {
  return [`${subject}: ${label}.`, message].filter(Boolean).join(' ');
}

/** The phase of a build, in a line: `Build alerts-1: Running, step build.` */
export function buildLine({
  name,
  phase,
  step,
  message,
}: BuildSnapshot): string {
  const label = step ? `${phase}, step ${step}` : phase;
  return line(`Build ${name}`, label, message);
}

/** Logs a line when it differs from the last one. */
export class ProgressLog {
  readonly #logger: LoggerService;
  #lastLine = '';
  #since = new Date();

  constructor(logger: LoggerService) {
    this.#logger = logger;
  }

  /** The last line and the time since when it is so, for a sentence. */
  get lastState(): string {
    const since = this.#since.toISOString().replace(/\.\d+/, '');
    return `${this.#lastLine || 'unknown'} (since ${since})`;
  }

  log(text: string): void {
    if (text === this.#lastLine) return;
    this.#lastLine = text;
    this.#since = new Date();
    this.#logger.info(text);
  }
}
