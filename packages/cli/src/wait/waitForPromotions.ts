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

const projectPromotionSchema = z.object({
  components: z.array(z.object({ name: z.string(), promotion: z.string() })),
});

const namedSchema = z.object({ name: z.string() });

interface RequestedPromotion {
  ref: ComponentRef;
  name: string;
}

/** The promotions that a verb has requested. */
export function promotionsOf(
  input: Input,
  output: unknown,
): RequestedPromotion[] {
  const ofProject = projectPromotionSchema.safeParse(output);
  return ofProject.success
    ? ofProject.data.components.map(({ name, promotion }) => ({
        ref: componentRefOf({ ...input, component: name }),
        name: promotion,
      }))
    : [{ ref: componentRefOf(input), name: namedSchema.parse(output).name }];
}

/**
 * Waits until promotions have succeeded.
 *
 * @throws CommandError for one that has ended otherwise
 */
export async function waitForPromotions(
  promotions: readonly RequestedPromotion[],
  session: Session,
): Promise<void> {
  const report = reportChanges(session);
  const seen = new Set<string>();
  const readAll = () =>
    Promise.all(promotions.map(promotion => findPromotion(promotion, session)));
  for await (const views of poll(readAll, session.signal)) {
    views.forEach((view, index) => {
      const { ref, name } = promotions[index];
      if (view) {
        seen.add(name);
        report(ref.component, phaseText(view));
        checkOutcome(view);
      } else if (seen.has(name)) {
        throw new CommandError('failed', `The promotion ${name} was deleted`);
      }
    });
    if (views.every(view => view?.phase === 'Succeeded')) return;
  }
}

/** Undefined while the cache of the portal does not have it yet. */
async function findPromotion(
  { ref, name }: RequestedPromotion,
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
