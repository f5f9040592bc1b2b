import { randomBytes } from 'node:crypto';

/** A text to search for markers, and its name in messages. */
export interface SearchedText {
  readonly where: string;
  readonly text: string;
}

/**
 * Creates values and finds them in texts: unchanged, in base64 at any offset, URL-encoded and in hexadecimal.
 */
export class SecretMarkers {
  readonly #markers = new Map<string, string>();

  /** Creates a value that contains the name of its place. */
  create(place: string): string {
    const mark = `mark-${place}-${randomBytes(6).toString('hex')}`;
    this.#markers.set(place, mark);
    return mark;
  }

  /** Returns where values are found, as `place in where`. */
  findIn(searched: readonly SearchedText[]): string[] {
    return [...this.#markers].flatMap(([place, mark]) =>
      searched
        .filter(({ text }) =>
          encodingsOf(mark).some(shape => text.includes(shape)),
        )
        .map(({ where }) => `${place} in ${where}`),
    );
  }
}

function encodingsOf(mark: string): string[] {
  const encoded = [0, 1, 2].map(before => {
    const text = Buffer.from(`${' '.repeat(before)}${mark}`).toString('base64');
    // The first and last digits depend on the adjacent bytes.
    return text.slice(before === 0 ? 0 : 4, -4);
  });
  return [
    mark,
    encodeURIComponent(mark),
    Buffer.from(mark).toString('hex'),
    ...encoded,
  ];
}
