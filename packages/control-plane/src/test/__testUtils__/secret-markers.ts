import { randomBytes } from 'node:crypto';

/** Something in which marks are looked for, and what to call it. */
export interface SearchedText {
  readonly where: string;
  readonly text: string;
}

/**
 * Values that are found again wherever they got to: as they are, in base64 whatever stands before them, escaped for a URL, and
 * written in hexadecimal digits.
 */
export class SecretMarkers {
  readonly #planted = new Map<string, string>();

  /** A new value, which says where it was planted. */
  create(place: string): string {
    const mark = `mark-${place}-${randomBytes(6).toString('hex')}`;
    this.#planted.set(place, mark);
    return mark;
  }

  /** Where marks are found that must not be there, as `place in where`. */
  findIn(searched: readonly SearchedText[]): string[] {
    return [...this.#planted].flatMap(([place, mark]) =>
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
    // The first and the last digits depend on what stands beside the mark.
    return text.slice(before === 0 ? 0 : 4, -4);
  });
  return [
    mark,
    encodeURIComponent(mark),
    Buffer.from(mark).toString('hex'),
    ...encoded,
  ];
}
