const maxTotalLength = 4096;
const maxLengthIfTruncated = 256;

/**
 * Formats warnings as values of the `Warning` header, without duplicates. As in kube-apiserver, all warnings are truncated
 * if they are too long together. Text is encoded as UTF-8, in a string with one character per byte, which Node requires.
 */
export function warningHeaders(warnings: readonly string[]): string[] {
  const texts = [...new Set(warnings)];
  const total = texts.reduce((sum, text) => sum + text.length, 0);
  const isTruncated = total > maxTotalLength;
  const values: string[] = [];
  let length = 0;
  for (const text of texts) {
    const part = isTruncated ? text.slice(0, maxLengthIfTruncated) : text;
    length += part.length;
    if (isTruncated && length > maxTotalLength) break;
    values.push(`299 - ${quote(part)}`);
  }
  return values;
}

function quote(text: string): string {
  const printable = text.replace(/\p{Cc}/gu, ' ');
  const quoted = `"${printable.replace(/["\\]/g, '\\$&')}"`;
  return Buffer.from(quoted, 'utf8').toString('latin1');
}
