import {
  isPromotionComplete,
  reads,
  type ProjectPromotionView,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { CommandError } from '../errors/CommandError';
import { isNotFound } from '../errors/describeError';
import { componentRefOf } from '../run/completeInput';
import { poll } from '../run/poll';
import type { Session } from '../run/Session';
import { reportChanges } from './reportChanges';

type Input = Record<string, unknown>;

/** The promotion of a component, or of a project with its components. */
type Promotion = PromotionView | ProjectPromotionView;

const namedSchema = z.object({ name: z.string() });

/**
 * Waits until the promotion of a component or of a project has succeeded.
 *
 * @param output - what the verb that has requested it has returned
 * @throws CommandError for one that has ended otherwise, or was deleted
 */
export async function waitForPromotion(
  input: Input,
  output: unknown,
  session: Session,
): Promise<void> {
  const subject = String(input.component ?? input.project);
  const { name } = namedSchema.parse(output);
  const report = reportChanges(session);
  let wasSeen = false;
  const read = () => findPromotion(input, name, session);
  for await (const promotion of poll(read, session.signal)) {
    if (promotion) {
      wasSeen = true;
      for (const component of componentsOf(promotion)) {
        report(`${subject}/${component.name}`, component.phase ?? 'Pending');
      }
      report(subject, phaseText(promotion));
      checkOutcome(promotion);
      if (promotion.phase === 'Succeeded') return;
    } else if (wasSeen) {
      throw new CommandError('failed', `The promotion ${name} was deleted`);
    }
  }
}

/** Undefined while the cache of the portal does not have it yet. */
async function findPromotion(
  input: Input,
  name: string,
  { api, signal }: Session,
): Promise<Promotion | undefined> {
  const ref = { ...componentRefOf(input), name };
  try {
    return input.component === undefined
      ? await api.request(reads.getProjectPromotion, ref, { signal })
      : await api.request(reads.getPromotion, ref, { signal });
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function componentsOf(promotion: Promotion) {
  return 'components' in promotion ? promotion.components : [];
}

/** @throws CommandError for a promotion that has ended without success */
function checkOutcome(promotion: Promotion): void {
  if (!isPromotionComplete(promotion) || promotion.phase === 'Succeeded')
    return;
  const { name, from, to } = promotion;
  throw new CommandError(
    'failed',
    `The promotion ${name} from ${from} to ${to} has ended: ${phaseText(
      promotion,
    )}`,
  );
}

function phaseText({ phase, message }: Promotion): string {
  return message ? `${phase}: ${message}` : phase;
}
