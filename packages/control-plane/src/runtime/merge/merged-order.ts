/**
 * Returns the order of a list that was merged by key, as in Kubernetes' strategic merge patch: items of the patch keep the
 * order of the patch, items of the base alone keep the order of the base. A base item precedes a patch item only if the base
 * has both in that order.
 */
export function mergedOrder(
  baseKeys: readonly string[],
  patchKeys: readonly string[],
): string[] {
  const baseIndex = new Map(baseKeys.map((key, index) => [key, index]));
  const inPatch = new Set(patchKeys);
  const baseOnly = baseKeys
    .map((key, index) => ({ key, index }))
    .filter(({ key }) => !inPatch.has(key));

  const order: string[] = [];
  let next = 0;
  for (const key of patchKeys) {
    const index = baseIndex.get(key);
    while (index !== undefined && next < baseOnly.length) {
      const candidate = baseOnly[next];
      if (candidate.index > index) break;
      order.push(candidate.key);
      next += 1;
    }
    order.push(key);
  }
  return [...order, ...baseOnly.slice(next).map(({ key }) => key)];
}
