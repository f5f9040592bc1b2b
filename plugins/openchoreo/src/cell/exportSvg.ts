/** The properties that give a drawing its look. The style sheets of the page are not part of a file. */
const drawnProperties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
] as const;

/**
 * A drawing of the page as the text of an SVG file that looks the same anywhere.
 *
 * @param svg - the drawing
 * @param box - the part of its coordinates that the file shows
 */
export function svgText(
  svg: SVGSVGElement,
  box: { x: number; y: number; width: number; height: number },
): string {
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error('Not a drawing');
  const originals = [svg, ...Array.from(svg.querySelectorAll('*'))];
  const copies = [copy, ...Array.from(copy.querySelectorAll('*'))];
  originals.forEach((original, index) => {
    const style = getComputedStyle(original);
    const target = copies[index];
    for (const property of drawnProperties) {
      const value = style.getPropertyValue(property);
      if (value) target.setAttribute(property, value);
    }
    for (const name of ['class', 'tabindex', 'role', 'style']) {
      target.removeAttribute(name);
    }
  });
  copy.querySelector('[data-viewport]')?.removeAttribute('transform');
  const margin = 24;
  const width = box.width + 2 * margin;
  const height = box.height + 2 * margin;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute(
    'viewBox',
    `${box.x - margin} ${box.y - margin} ${width} ${height}`,
  );
  const background = getComputedStyle(svg).backgroundColor;
  if (background) copy.setAttribute('style', `background: ${background}`);
  return new XMLSerializer().serializeToString(copy);
}
