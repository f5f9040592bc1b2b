import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { ObjectLifecycle } from '../lifecycle/object-lifecycle';
import { internalWrite } from '../lifecycle/write-options';
import { isObject, type JsonObject } from '../schema/json';

const resource = 'customresourcedefinitions.apiextensions.k8s.io';

/** Which definitions a file's content stands for, and in which generation they were when it was installed, by the content's digest. */
const installedSchema = z.record(
  z.string(),
  z.record(z.string(), z.number().optional()),
);
type Installed = z.infer<typeof installedSchema>;

/**
 * Installs the CustomResourceDefinitions of YAML files, or of all YAML files of folders.
 * Those that are there already are made what the file says. What was installed is noted in `notes`, because reading
 * YAML takes longer than all else at a start; whatever was changed since by another is made good again.
 * @param sources - files and folders
 * @param notes - path of the file with the notes
 * @throws Error that names the file whose definition cannot be installed
 */
export function loadCrds(
  lifecycle: ObjectLifecycle,
  sources: string[],
  notes: string,
): void {
  const before = readNotes(notes);
  const after: Installed = {};
  for (const file of sources.flatMap(filesOf)) {
    const text = fs.readFileSync(file, 'utf8');
    const digest = createHash('sha256').update(text).digest('hex');
    const known = before[digest];
    after[digest] =
      known && isInstalled(lifecycle, known)
        ? known
        : installFile(lifecycle, file, text);
  }
  fs.writeFileSync(notes, JSON.stringify(after));
}

function installFile(
  lifecycle: ObjectLifecycle,
  file: string,
  text: string,
): Installed[string] {
  const installed: Installed[string] = {};
  for (const document of parseAllDocuments(text)) {
    const crd: unknown = document.toJS();
    if (!isObject(crd) || crd.kind !== 'CustomResourceDefinition') continue;
    try {
      const { name = '', generation } = install(lifecycle, crd).metadata;
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

function install(lifecycle: ObjectLifecycle, crd: JsonObject) {
  const type = lifecycle.registry.storageType(resource);
  if (!type) throw new Error(`${resource} are not served`);
  const name = isObject(crd.metadata) ? String(crd.metadata.name) : '';
  const address = { namespace: '', name };
  const { status, ...wanted } = crd;
  return lifecycle.store.get({ resource, ...address })
    ? lifecycle.patch(
        type,
        address,
        'json',
        [{ op: 'replace', path: '/spec', value: wanted.spec }],
        internalWrite,
      )
    : lifecycle.create(type, '', wanted, internalWrite);
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

/** Notes that are missing or broken are no notes: everything is read again. */
function readNotes(file: string): Installed {
  try {
    return installedSchema.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

function filesOf(source: string): string[] {
  if (!fs.statSync(source).isDirectory()) return [source];
  return fs
    .readdirSync(source)
    .filter(name => /\.ya?ml$/.test(name))
    .sort()
    .map(name => path.join(source, name));
}
