/**
 * The order of a list that was merged by key, as Kubernetes' strategic merge
 * patch settles it: items of the patch keep the patch's order, items that only
 * the base has keep the base's. Such an item comes before an item of the patch
 * only when the base holds both in that order, else after it.
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
