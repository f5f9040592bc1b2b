/** A line longer than this is no event: the API refuses objects of a tenth of it. */
const longestLine = 32 * 1024 * 1024;

/**
 * The lines of a stream of bytes, empty ones left out. A last line without an end is given too.
 *
 * @throws RangeError when a line does not end
 */
export async function* lines(
  chunks: AsyncIterable<Uint8Array>,
  onChunk: () => void = () => {},
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    onChunk();
    rest += decoder.decode(chunk, { stream: true });
    if (rest.length > longestLine) {
      throw new RangeError(`a line of more than ${longestLine} characters`);
    }
    const parts = rest.split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      if (line.trim()) {
        yield line;
      }
    }
  }
  if (rest.trim()) {
    yield rest;
  }
}
