/** Something that Kubernetes names, with an optional title for readers. */
interface Named {
  name: string;
  displayName?: string;
}

/** The title, or the name. */
export function labelOf({ name, displayName }: Named): string {
  return displayName ?? name;
}

/** Returns the label of something by its name; the name itself of what is not among `all`. */
export function labelsOf(all: readonly Named[]): (name: string) => string {
  const labels = new Map(all.map(each => [each.name, labelOf(each)]));
  return name => labels.get(name) ?? name;
}
