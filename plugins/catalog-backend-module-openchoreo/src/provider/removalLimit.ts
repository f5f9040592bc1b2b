/** How many entities may be removed at once without confirmation. Configured as `removalCeiling`. */
export interface RemovalLimit {
  /** Up to this number of removals needs no confirmation. */
  count: number;
  /** Up to this share (0 to 1) of all entities needs no confirmation. */
  share: number;
}

export const defaultRemovalLimit: RemovalLimit = { count: 20, share: 0.1 };

/**
 * Whether removals must be confirmed by a second read, because they exceed both limits: an incomplete read looks like a mass
 * deletion.
 *
 * @param removals - number of entities to remove
 * @param total - number of entities that the catalog was given
 */
export function needsConfirmation(
  removals: number,
  total: number,
  { count, share }: RemovalLimit,
): boolean {
  return removals > count && removals > total * share;
}
