import {
  isPromotionComplete,
  reads,
  type ComponentRef,
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

const namedSchema = z.object({ name: z.string() });

/**
 * Waits until a promotion has succeeded.
 *
 * @param output - what the verb that has requested it has returned
 * @throws CommandError for one that has ended otherwise, or was deleted
 */
export async function waitForPromotion(
  input: Input,
  output: unknown,
  session: Session,
): Promise<void> {
  const ref = componentRefOf(input);
  const { name } = namedSchema.parse(output);
  const report = reportChanges(session);
  let wasSeen = false;
  const read = () => findPromotion(ref, name, session);
  for await (const view of poll(read, session.signal)) {
    if (view) {
      wasSeen = true;
      report(ref.component, phaseText(view));
      checkOutcome(view);
      if (view.phase === 'Succeeded') return;
    } else if (wasSeen) {
      throw new CommandError('failed', `The promotion ${name} was deleted`);
    }
  }
}

/** Undefined while the cache of the portal does not have it yet. */
async function findPromotion(
  ref: ComponentRef,
  name: string,
  { api, signal }: Session,
): Promise<PromotionView | undefined> {
  try {
    return await api.request(reads.getPromotion, { ...ref, name }, { signal });
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** @throws CommandError for a promotion that has ended without success */
function checkOutcome(view: PromotionView): void {
  if (!isPromotionComplete(view) || view.phase === 'Succeeded') return;
  const { name, from, to } = view;
  throw new CommandError(
    'failed',
    `The promotion ${name} from ${from} to ${to} has ended: ${phaseText(view)}`,
  );
}

function phaseText({ phase, message }: PromotionView): string {
  return message ? `${phase}: ${message}` : phase;
}
