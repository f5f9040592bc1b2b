/** The mean width of a character, as a share of the size of the font. */
const meanCharacterWidth = 0.56;

/** A text, cut off with an ellipsis where it would not fit. SVG does not do that. The width is estimated. */
export function fitText(text: string, width: number, fontSize: number): string {
  const characters = Math.floor(width / (fontSize * meanCharacterWidth));
  return text.length <= characters
    ? text
    : `${text.slice(0, Math.max(1, characters - 1)).trimEnd()}…`;
}
