import type { ResourceReader } from '../cache/ResourceReader';

/**
 * One sentence for each invalid resource of a component.
 *
 * @param component - value of the component index
 */
export function rejectedOf(
  reader: ResourceReader,
  component: string,
): string[] {
  return reader
    .rejected({ index: 'component', value: component })
    .map(({ kind, name, problems: [{ path, message }] }) => {
      return `${kind} ${name} cannot be used: ${path}: ${message}.`;
    });
}
