/** What a thrown value says, with what caused it, in one line. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const cause = error.cause === undefined ? '' : `: ${messageOf(error.cause)}`;
  return `${error.message || error.name}${cause}`;
}

/** The thrown value as an Error, so that it can be kept as a cause. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
