/** Maximum length of a line. The API server rejects objects of a tenth of it. */
const maxLineLength = 32 * 1024 * 1024;

/**
 * Yields the lines of a stream. A last line without a line feed is included unless it is empty.
 *
 * @param options.onChunk - is called for each chunk
 * @param options.cutAt - number of characters of a line that are kept. The rest is skipped, and is never in memory as a whole.
 * @throws RangeError if a line is too long
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  { onChunk, cutAt }: { onChunk?: () => void; cutAt?: number } = {},
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let line = '';
  const extendLine = (text: string) => {
    line += cutAt === undefined ? text : text.slice(0, cutAt - line.length);
    if (line.length > maxLineLength) {
      throw new RangeError(`a line of more than ${maxLineLength} characters`);
    }
  };
  for await (const chunk of chunks) {
    onChunk?.();
    const text = decoder.decode(chunk, { stream: true });
    const [end, ...next] = text.split('\n');
    extendLine(end);
    for (const part of next) {
      yield line;
      line = '';
      extendLine(part);
    }
  }
  if (line) yield line;
}
