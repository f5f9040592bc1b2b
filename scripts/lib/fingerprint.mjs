// Tells whether files changed since a step last succeeded.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root, state } from './project.mjs';

const isTest = /\.test\.tsx?$/;
const skipped = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (skipped.has(entry.name)) continue;
    const child = join(path, entry.name);
    if (entry.isDirectory()) yield* filesBelow(child);
    else if (entry.isFile() && !isTest.test(entry.name)) yield child;
  }
}

/** A digest of the names and contents of all files below the given paths but tests, plus any further words. */
export function fingerprint(paths, ...words) {
  const hash = createHash('sha256');
  for (const path of paths)
    for (const file of [...filesBelow(path)].sort()) {
      hash.update(relative(root, file)).update('\0');
      hash.update(readFileSync(file)).update('\0');
    }
  for (const word of words) hash.update(word).update('\0');
  return hash.digest('hex');
}

const fileOf = step => join(state, `${step}.sha256`);

/** Whether `step` last succeeded with exactly this fingerprint. */
export function isUpToDate(step, print) {
  return (
    existsSync(fileOf(step)) && readFileSync(fileOf(step), 'utf8') === print
  );
}

/** Records that `step` succeeded with this fingerprint. */
export function remember(step, print) {
  mkdirSync(dirname(fileOf(step)), { recursive: true });
  writeFileSync(fileOf(step), print);
}
