/** When the provider does what, unless its options say otherwise, in milliseconds. */
export const defaultTimes = {
  /** Changes within this time are sent together. */
  coalesceMs: 250,
  /** Time until removals beyond the limit are confirmed. */
  confirmAfterMs: 30_000,
  /** Time between two comparisons with the catalog and with all resources. */
  compareEveryMs: 600_000,
  /** Time between two checks of the number of entities. A wrong number is followed by a comparison. */
  checkEveryMs: 60_000,
  /** Time between the first comparison and the second one. The catalog does not return entities that it has not processed yet. */
  compareAgainMs: 60_000,
  /** Time after which a failed request to the catalog is repeated. */
  retryMs: 5_000,
  /** Time after which an accepted entity that the catalog does not return is lost. */
  lostAfterMs: 300_000,
};

/** When the provider does what, in milliseconds. */
export type ProviderTimes = typeof defaultTimes;
