/** The parameters of a component after a change. A parameter that is set to null is removed. */
export function changedParameters(
  { parameters = {} }: { parameters?: Record<string, unknown> },
  changes: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ ...parameters, ...changes }).filter(
      ([, value]) => value !== null,
    ),
  );
}
