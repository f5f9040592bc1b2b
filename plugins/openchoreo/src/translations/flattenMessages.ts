/** The texts of nested messages, each with the path of its key, such as `state.Ready`. */
export function flattenMessages(
  messages: object,
  prefix = '',
): [key: string, text: string][] {
  return Object.entries(messages).flatMap(
    ([name, value]: [string, unknown]): [string, string][] =>
      typeof value === 'object' && value !== null
        ? flattenMessages(value, `${prefix}${name}.`)
        : [[`${prefix}${name}`, String(value)]],
  );
}
