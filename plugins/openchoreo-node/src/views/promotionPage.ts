import type {
  ComponentRef,
  PromotionList,
  PromotionPhase,
  PromotionRecord,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ListedPromotion,
  PromotionScope,
  PromotionSource,
} from '../domain/PromotionSource';
import { decodeCursor, encodeCursor } from './cursor';
import { visibleItems } from './visibleItems';

/**
 * Which promotions of a history are wanted.
 *
 * @public
 */
export interface PromotionFilter {
  environment?: string;
  /** Entity ref of a user who requested the promotion or decided about it. */
  person?: string;
  phase?: PromotionPhase;
  type?: 'Promote' | 'RollBack';
  /** ISO 8601 times. */
  since?: string;
  until?: string;
  /** The most promotions of a page. 50 by default. */
  limit?: number;
  /** The `nextCursor` of the previous page. */
  cursor?: string;
}

/**
 * Decides which components the caller may see, in the order of the components.
 *
 * @public
 */
export type DecideVisible = (
  components: readonly ComponentRef[],
) => Promise<readonly boolean[]>;

const defaultLimit = 50;

/** How many promotions are looked at for one page. A page may be short, so that a rare filter does not read a whole history. */
const scanLimit = 2_000;

/** A page of the history of a scope, the newest first. @throws InputError for a malformed cursor */
export async function promotionPage(
  source: PromotionSource,
  scope: PromotionScope,
  filter: PromotionFilter,
  decideVisible?: DecideVisible,
): Promise<PromotionList> {
  const { limit = defaultLimit, environment, cursor } = filter;
  const promotions: PromotionRecord[] = [];
  let after = cursor && decodeCursor(cursor);
  let scanned = 0;
  for (;;) {
    const matching: PromotionRecord[] = [];
    let isEnd = true;
    for (const item of source.list({ ...scope, environment }, after)) {
      if (isBefore(item, filter.since)) break;
      after = item.cursor;
      scanned += 1;
      if (matches(item, filter)) matching.push(item.promotion);
      const isFull = promotions.length + matching.length === limit;
      if (isFull || scanned >= scanLimit) {
        isEnd = false;
        break;
      }
    }
    const visible = decideVisible
      ? await visibleItems(matching, each => each.component, decideVisible)
      : matching;
    promotions.push(...visible);
    if (isEnd || !after) return { promotions };
    if (promotions.length === limit || scanned >= scanLimit) {
      return { promotions, nextCursor: encodeCursor(after) };
    }
  }
}

/** All promotions of a history, in pages. The caller may wait between them. */
export async function* promotionPages(
  source: PromotionSource,
  scope: PromotionScope,
  filter: PromotionFilter,
  decideVisible?: DecideVisible,
): AsyncIterable<readonly PromotionRecord[]> {
  let { cursor } = filter;
  do {
    const page = await promotionPage(
      source,
      scope,
      { ...filter, cursor },
      decideVisible,
    );
    yield page.promotions;
    cursor = page.nextCursor;
  } while (cursor);
}

function isBefore(
  { requestedAt }: ListedPromotion,
  since: string | undefined,
): boolean {
  return since !== undefined && Date.parse(requestedAt) < Date.parse(since);
}

function matches(
  { promotion, requestedAt }: ListedPromotion,
  { environment, person, phase, type, until }: PromotionFilter,
): boolean {
  return (
    (type === undefined || promotion.type === type) &&
    (until === undefined || Date.parse(requestedAt) < Date.parse(until)) &&
    (environment === undefined || promotion.to === environment) &&
    (phase === undefined || promotion.phase === phase) &&
    (person === undefined || peopleOf(promotion).includes(fold(person)))
  );
}

function peopleOf({
  requestedBy,
  approvals,
  transitions,
}: PromotionRecord): string[] {
  return [requestedBy, ...[...approvals, ...transitions].map(({ by }) => by)]
    .flatMap(by => by ?? [])
    .map(fold);
}

/** Entity refs do not depend on case. */
function fold(entityRef: string): string {
  return entityRef.toLocaleLowerCase('en-US');
}
