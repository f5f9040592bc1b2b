/** How many entities may go at once without a second look. */
export interface RemovalCeiling {
  /** Up to this many always may. */
  count: number;
  /** Beyond the count, up to this share (0 to 1) of all entities may. */
  share: number;
}

export const defaultRemovalCeiling: RemovalCeiling = { count: 20, share: 0.1 };

/**
 * Whether so many removals want a second, confirming look before they are carried out. A partial read looks just like a mass
 * deletion; wrong is worse than late.
 *
 * @param removals - how many entities would go
 * @param total - how many the catalog has been given
 */
export function wantsConfirmation(
  removals: number,
  total: number,
  { count, share }: RemovalCeiling,
): boolean {
  return removals > count && removals > total * share;
}
