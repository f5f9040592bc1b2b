// Detects whether files changed since a step last succeeded.
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

/** SHA-256 of the names and contents of all files below the given paths, except tests, and of any extra strings. */
export function computeFingerprint(paths, ...extras) {
  const hash = createHash('sha256');
  for (const path of paths)
    for (const file of [...filesBelow(path)].sort()) {
      hash.update(relative(root, file)).update('\0');
      hash.update(readFileSync(file)).update('\0');
    }
  for (const extra of extras) hash.update(extra).update('\0');
  return hash.digest('hex');
}

const fileOf = step => join(state, `${step}.sha256`);

/** Whether the last success of `step` had this fingerprint. */
export function isUpToDate(step, fingerprint) {
  return (
    existsSync(fileOf(step)) &&
    readFileSync(fileOf(step), 'utf8') === fingerprint
  );
}

/** Records that `step` succeeded with this fingerprint. */
export function recordFingerprint(step, fingerprint) {
  mkdirSync(dirname(fileOf(step)), { recursive: true });
  writeFileSync(fileOf(step), fingerprint);
}
