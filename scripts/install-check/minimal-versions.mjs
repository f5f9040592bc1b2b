// The versions of a release of Backstage: the lowest ones that the packages of an app accept of each other.
import { setTimeout as sleep } from 'node:timers/promises';

const scope = '@backstage/';
const caret = /^\^(\d+)\.(\d+)\.(\d+)$/;

const isLower = (a, b) => {
  const [x, y] = [a, b].map(version => version.split('.').map(Number));
  const index = x.findIndex((part, i) => part !== y[i]);
  return index >= 0 && x[index] < y[index];
};

function* rangesOf({ dependencies, devDependencies }) {
  const all = { ...devDependencies, ...dependencies };
  for (const [name, range] of Object.entries(all))
    if (name.startsWith(scope) && caret.test(range))
      yield [name, range.slice(1)];
}

const plain = /^\d+\.\d+\.\d+$/;

const maxAttempts = 4;
/** Requests at a time. More of them time out on a slow machine. */
const maxRequests = 8;

async function getJson(url) {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(url);
      if (response.status === 404) return undefined;
      if (response.ok) return await response.json();
      throw new Error(`GET ${url}: ${response.status}`);
    } catch (error) {
      if (attempt === maxAttempts) throw error;
      await sleep(attempt * 2_000);
    }
  }
}

/** As `Promise.all` of the results, with few requests at a time. */
async function mapWithLimit(items, work) {
  const results = [];
  let next = 0;
  const takeNext = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: maxRequests }, takeNext));
  return results;
}

/** The manifest of a version, or of the next compatible one where npm does not have that version. */
async function readManifest(registry, name, version) {
  const manifest = await getJson(new URL(`${name}/${version}`, registry));
  if (manifest) return manifest;
  const { versions = {} } = (await getJson(new URL(name, registry))) ?? {};
  const [next] = Object.keys(versions)
    .filter(
      other =>
        plain.test(other) &&
        isLower(version, other) &&
        isCompatible(`^${version}`, other),
    )
    .sort((a, b) => (isLower(a, b) ? -1 : 1));
  if (!next) throw new Error(`npm has no version of ${name} for ^${version}`);
  return versions[next];
}

/**
 * Selects, for each package of Backstage that an app depends on, the highest of the lowest versions that the others accept.
 *
 * @param {object[]} manifests of the packages of the app
 * @param {string} registry URL
 * @returns {Promise<Map<string, string>>} versions by the name of the package
 */
export async function selectMinimalVersions(manifests, registry) {
  const versions = new Map();
  let added = [];
  const require = ([name, version]) => {
    const known = versions.get(name);
    if (known && !isLower(known, version)) return;
    versions.set(name, version);
    added.push([name, version]);
  };
  for (const manifest of manifests)
    for (const range of rangesOf(manifest)) require(range);
  while (added.length > 0) {
    const reading = added;
    added = [];
    const read = await mapWithLimit(reading, ([name, version]) =>
      readManifest(registry, name, version),
    );
    for (const { name, version, dependencies } of read) {
      require([name, version]);
      for (const range of rangesOf({ dependencies })) require(range);
    }
  }
  return versions;
}

/** The beginning of an entry of yarn.lock for ranges of a package of Backstage. */
const lockedPackage =
  /^"(?<name>@backstage\/[^@]+)@npm:(?<ranges>.+)":\n {2}version: (?<version>.+)\n {2}resolution: .+$/gm;

/** Whether a caret range accepts a version, or one that is as compatible but higher. */
function isCompatible(range, version) {
  const [major, minor] = version.split('.');
  const match = caret.exec(range);
  return match?.[1] === major && (major !== '0' || match[2] === minor);
}

/** yarn.lock with the given versions of packages. Entries for incompatible ranges stay. */
export const lockVersions = (lock, versions) =>
  lock.replace(lockedPackage, (entry, name, ranges, version) => {
    const wanted = versions.get(name);
    const all = ranges.split(`, ${name}@npm:`);
    if (
      !wanted ||
      wanted === version ||
      !all.every(range => isCompatible(range, wanted))
    )
      return entry;
    return entry
      .replace(/version: .+/, `version: ${wanted}`)
      .replace(/resolution: .+/, `resolution: "${name}@npm:${wanted}"`);
  });
