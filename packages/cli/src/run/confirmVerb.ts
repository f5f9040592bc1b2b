import {
  reads,
  type PromotionPlan,
} from '@promenade/backstage-plugin-openchoreo-common';
import { CommandError } from '../errors/CommandError';
import { plainValue } from '../output/plainText';
import { renderPlan } from '../output/renderPlan';
import type { OperationSpec } from '../program/OperationSpec';
import { isInteractive } from '../Terminal';
import { componentRefOf } from './completeInput';
import { confirm } from './prompt';
import type { Session } from './Session';

type Input = Record<string, unknown>;

/** How the plan of a verb is read. */
type ReadPlan = (input: Input, session: Session) => Promise<PromotionPlan>;

const plans: Readonly<Record<string, ReadPlan>> = {
  'promote-component': (input, { api, signal }) =>
    api.request(
      reads.getPromotionPlan,
      {
        ...componentRefOf(input),
        from: String(input.from),
        to: String(input.to),
      },
      { signal },
    ),
  'roll-back-component': (input, { api, signal }) =>
    api.request(
      reads.getRollbackPlan,
      {
        ...componentRefOf(input),
        environment: String(input.environment),
        artifact: String(input.artifact),
        revisionOf:
          input.revisionOf === undefined ? undefined : String(input.revisionOf),
      },
      { signal },
    ),
  'approve-promotion': readRequestedPlan,
  'reject-promotion': readRequestedPlan,
};

function readRequestedPlan(
  input: Input,
  { api, signal }: Session,
): Promise<PromotionPlan> {
  return api.request(
    reads.getRequestedPromotionPlan,
    { ...componentRefOf(input), name: String(input.name) },
    { signal },
  );
}

/**
 * Shows what a verb changes, and asks for confirmation on a terminal.
 *
 * @returns the input, bound to the release that was shown, so that no other is promoted or approved
 * @throws CommandError when the plan is blocked, or the answer is no
 */
export async function confirmVerb(
  { name, completion }: Pick<OperationSpec, 'name' | 'completion'>,
  given: Input,
  { isConfirmed }: { isConfirmed: boolean },
  session: Session,
): Promise<Input> {
  const { terminal, signal } = session;
  const input =
    name === 'approve-promotion' ? await bindApproval(given, session) : given;
  const plan = await plans[name]?.(input, session);
  if (plan)
    terminal.stderr.write(`${renderPlan(plainValue(plan), terminal.stderr)}\n`);
  checkBlockers(plan);
  const asks = !isConfirmed && isInteractive(terminal);
  if (!isConfirmed && !asks && completion === 'deleted') {
    throw new CommandError(
      'usage',
      `${questionOf(name, input)} It cannot be undone. Pass --yes`,
    );
  }
  const confirmed =
    asks && name === 'approve-promotion'
      ? await confirmChecklist(plan, input, session)
      : input;
  if (asks) await confirm(terminal, questionOf(name, input), signal);
  return name === 'promote-component' && plan?.release
    ? { release: plan.release.hash, ...input }
    : confirmed;
}

/** Adds the artifact of the promotion, which the plan that is read afterwards is about. */
async function bindApproval(
  input: Input,
  { api, signal }: Session,
): Promise<Input> {
  const { artifact } = await api.request(
    reads.getPromotion,
    { ...componentRefOf(input), name: String(input.name) },
    { signal },
  );
  return { artifact, ...input };
}

/** Asks for each item of the check list that no option confirms. */
async function confirmChecklist(
  plan: PromotionPlan | undefined,
  input: Input,
  { terminal, signal }: Session,
): Promise<Input> {
  const given: unknown[] = Array.isArray(input.confirmed)
    ? input.confirmed
    : [];
  const items = plan?.requiredApproval?.checklist ?? [];
  for (const item of items.filter(each => !given.includes(each))) {
    await confirm(terminal, `${item}?`, signal);
  }
  return items.length ? { ...input, confirmed: items } : input;
}

function checkBlockers(plan: PromotionPlan | undefined): void {
  if (!plan?.blockers.length) return;
  throw new CommandError(
    'conflict',
    plan.blockers.map(({ message }) => message).join(' '),
  );
}

/** Such as `Promote component tram/departures to staging?`. */
function questionOf(name: string, input: Input): string {
  const [action, ...noun] = name.replace('roll-back', 'roll back').split('-');
  const subject = [input.project, input.component, input.name]
    .filter(each => each !== undefined)
    .join('/');
  const where = input.to ?? input.environment;
  return `${action.charAt(0).toUpperCase()}${action.slice(1)} ${noun.join(
    ' ',
  )} ${subject}${where === undefined ? '' : ` (${where})`}?`;
}
