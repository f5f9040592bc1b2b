import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { CORE_SCHEMA, loadAll } from 'js-yaml';
import { z } from 'zod';
import type { ObjectLifecycle } from '../lifecycle/object-lifecycle';
import { internalWriteOptions } from '../lifecycle/write-options';
import { isObject, type JsonObject } from '../schema/json';

const resource = 'customresourcedefinitions.apiextensions.k8s.io';

/** The definitions of each file by the digest of its content: their names, and their generations after installation. */
const installedSchema = z.record(
  z.string(),
  z.record(z.string(), z.number().optional()),
);
type Installed = z.infer<typeof installedSchema>;

/**
 * Installs the CustomResourceDefinitions of YAML files, or of all YAML files of folders.
 * Replaces the spec of definitions that exist. Skips files whose definitions were installed before and have not changed since,
 * because parsing YAML takes most of the start time.
 * @param sources - files and folders
 * @param stateFile - path of the file that records what was installed
 * @throws Error that names the file whose definition cannot be installed
 */
export function installCrds(
  lifecycle: ObjectLifecycle,
  sources: string[],
  stateFile: string,
): void {
  const before = readInstalled(stateFile);
  const after: Installed = {};
  for (const file of sources.flatMap(listYamlFiles)) {
    const text = fs.readFileSync(file, 'utf8');
    const digest = createHash('sha256').update(text).digest('hex');
    const known = before[digest];
    after[digest] =
      known && isInstalled(lifecycle, known)
        ? known
        : installFile(lifecycle, file, text);
  }
  fs.writeFileSync(stateFile, JSON.stringify(after));
}

function installFile(
  lifecycle: ObjectLifecycle,
  file: string,
  text: string,
): Installed[string] {
  const installed: Installed[string] = {};
  for (const crd of loadAll(text, null, { schema: CORE_SCHEMA })) {
    if (!isObject(crd) || crd.kind !== 'CustomResourceDefinition') continue;
    try {
      const { name = '', generation } = installCrd(lifecycle, crd).metadata;
      installed[name] = generation;
    } catch (error) {
      throw new Error(
        `the CustomResourceDefinition in ${file} cannot be installed: ${
          error instanceof Error ? error.message : error
        }`,
        { cause: error },
      );
    }
  }
  return installed;
}

function installCrd(lifecycle: ObjectLifecycle, crd: JsonObject) {
  const type = lifecycle.registry.storageType(resource);
  if (!type) throw new Error(`${resource} is not registered`);
  const name = isObject(crd.metadata) ? String(crd.metadata.name) : '';
  const address = { namespace: '', name };
  const { status, ...desired } = crd;
  return lifecycle.store.get({ resource, ...address })
    ? lifecycle.patch(
        type,
        address,
        'json',
        [{ op: 'replace', path: '/spec', value: desired.spec }],
        internalWriteOptions,
      )
    : lifecycle.create(type, '', desired, internalWriteOptions);
}

function isInstalled(
  lifecycle: ObjectLifecycle,
  definitions: Installed[string],
): boolean {
  return Object.entries(definitions).every(([name, generation]) => {
    const found = lifecycle.store.get({ resource, namespace: '', name });
    return found !== undefined && found.metadata.generation === generation;
  });
}

/** Returns nothing for a missing or invalid file, so that all definitions are installed again. */
function readInstalled(file: string): Installed {
  try {
    return installedSchema.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

function listYamlFiles(source: string): string[] {
  if (!fs.statSync(source).isDirectory()) return [source];
  return fs
    .readdirSync(source)
    .filter(name => /\.ya?ml$/.test(name))
    .sort()
    .map(name => path.join(source, name));
}
