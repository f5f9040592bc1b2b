// Adds the keys of a snippet to a YAML file.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isMap, isSeq, parse, parseDocument } from 'yaml';

const isObject = value =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function merge(document, path, value) {
  const present = document.getIn(path);
  if (isObject(value) && (path.length === 0 || isMap(present)))
    for (const [key, each] of Object.entries(value))
      merge(document, [...path, key], each);
  else if (Array.isArray(value) && isSeq(present)) {
    const known = present.toJSON();
    for (const each of value)
      if (!known.includes(each)) document.addIn(path, each);
  } else document.setIn(path, document.createNode(value));
}

/** Adds the keys of `snippet` to a file, and the entries of its lists to those that are there. Comments stay. */
export function mergeYaml(file, snippet) {
  const document = parseDocument(
    existsSync(file) ? readFileSync(file, 'utf8') : '{}',
  );
  merge(document, [], parse(snippet));
  writeFileSync(file, document.toString({ lineWidth: 0 }));
}
