// Gives the yarn.lock of an app the versions of the clone, so that what is published later changes nothing.

/** The first line of an entry: its descriptors, such as `"a@npm:^1, a@npm:^2":`. Very long ones begin with a question mark. */
const entryPattern =
  /^(?:\? )?"(?<descriptors>[^"]+)"\n?:\n(?<body>(?: {2}.*\n?)+)/gm;

const entriesOf = lock =>
  [...lock.matchAll(entryPattern)].map(({ groups }) => ({
    descriptors: groups.descriptors.split(', '),
    body: groups.body.trimEnd(),
  }));

const isOfRegistry = locator => /^@?[^@]+@npm:/.test(locator);

/** What an entry stands for: a version on the registry, a workspace or a patched package. */
const resolutionOf = body => /^ {2}resolution: "(.+)"$/m.exec(body)?.[1];

/**
 * Adds the entries of another yarn.lock for what this one has no entry for.
 *
 * @param {string} lock
 * @param {string} other written by the same version of Yarn
 */
export function seedLock(lock, other) {
  const known = new Set(entriesOf(lock).flatMap(each => each.descriptors));
  const added = entriesOf(other).flatMap(({ descriptors, body }) => {
    if (!isOfRegistry(resolutionOf(body) ?? '')) return [];
    // The patch is a file of another repository.
    if (body.includes('"patch:')) return [];
    const missing = descriptors.filter(
      each => isOfRegistry(each) && !known.has(each),
    );
    return missing.length > 0 ? [`"${missing.join(', ')}":\n${body}\n`] : [];
  });
  return [lock.trimEnd(), ...added].join('\n\n');
}
