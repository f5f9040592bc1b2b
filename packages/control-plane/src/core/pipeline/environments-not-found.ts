/** The message for environments of a pipeline or promotion that do not exist. */
export function environmentsNotFound(names: readonly string[]): string {
  const noun = names.length === 1 ? 'Environment' : 'Environments';
  return `${noun} ${names
    .map(name => `"${name}"`)
    .join(' and ')} not found; create what is missing, or name another`;
}
