/** Sets and removes variables. One that is replaced keeps its place, so that the list changes as little as possible. */
export function changedVariables<T extends { key: string }>(
  variables: readonly T[],
  set: readonly T[],
  removed: readonly string[],
): T[] {
  const replacements = new Map(set.map(variable => [variable.key, variable]));
  const known = new Set(variables.map(({ key }) => key));
  return [
    ...variables
      .filter(({ key }) => !removed.includes(key))
      .map(variable => replacements.get(variable.key) ?? variable),
    ...set.filter(({ key }) => !known.has(key)),
  ];
}
