// Where the snippets of docs/install.md and docs/install-legacy.md belong in the files of an app.

const place =
  /^(?<path>[^,]+), (?:with the (?<imports>imports)|a new (?<file>file)|(?:in (?<names>[\w, ]+), )?(?<where>above|below|in place of) (?<anchor>.+))$/;

/**
 * Reads where a snippet belongs or
 * `packages/app/src/App.tsx, in overviewContent, below {entityWarningContent}`.
 *
 * @param {string} target the first line of the snippet
 * @returns {{ path: string, insert: (source: string, lines: string) => string }} `insert` throws if the file has no such place
 */
export function placeOf(target) {
  const match = place.exec(target);
  if (!match) throw new Error(`"${target}" says no place in a file`);
  const { path, imports, file, names, where, anchor } = match.groups;
  if (file) return { path, insert: (_, lines) => lines };
  if (imports) return { path, insert: (source, lines) => lines + source };
  const constants = names?.split(/, | and /) ?? [undefined];
  return {
    path,
    insert: (source, lines) =>
      constants.reduce(
        (changed, constant) =>
          insertAt(changed, lines, { constant, where, anchor }),
        source,
      ),
  };
}

/** Inserts lines at the first line with the anchor, in the whole file or after the declaration of a constant. */
function insertAt(source, lines, { constant, where, anchor }) {
  const from = constant ? source.indexOf(`const ${constant} `) : 0;
  const found = from < 0 ? -1 : source.indexOf(anchor, from);
  if (found < 0)
    throw new Error(
      `There is no "${anchor}"${constant ? ` in ${constant}` : ''}`,
    );
  const start = source.lastIndexOf('\n', found) + 1;
  const end = source.indexOf('\n', found + anchor.length) + 1;
  return (
    source.slice(0, where === 'below' ? end : start) +
    lines +
    source.slice(where === 'above' ? start : end)
  );
}
