/** Maximum length of a line. The API server rejects objects of a tenth of it. */
const maxLineLength = 32 * 1024 * 1024;

/**
 * Yields the lines of a stream. A last line without a line feed is included unless it is empty.
 *
 * @throws RangeError if a line is too long
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  onChunk: () => void = () => {},
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    onChunk();
    rest += decoder.decode(chunk, { stream: true });
    if (rest.length > maxLineLength) {
      throw new RangeError(`a line of more than ${maxLineLength} characters`);
    }
    const parts = rest.split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest) yield rest;
}
