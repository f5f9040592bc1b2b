import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isJsonObject, type JsonObject } from '../../../runtime/json';
import { sharedFixtures } from '../../__testUtils__/shared-fixtures';

/** An input, and the objects of OpenChoreo v0.3.2 on a real cluster. */
export interface RenderCase {
  readonly name: string;
  readonly input: readonly JsonObject[];
  readonly expected: readonly JsonObject[];
}

const casesFolder = join(sharedFixtures, 'render-cases');
const samplesFolder = join(sharedFixtures, 'openchoreo-v0.3.2', 'samples');

/** Names of all cases; `platform` is applied before all of them and is no case. */
export function caseNames(): string[] {
  return readdirSync(casesFolder, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && entry.name !== 'platform')
    .map(entry => entry.name)
    .sort();
}

/** The manifests that are applied before all cases. */
export function readPlatform(): JsonObject[] {
  return readManifests(join(casesFolder, 'platform', 'input.yaml'));
}

/** A case by its name. The input of `sample-x` is the sample manifest `x.yaml`. */
export function readCase(name: string): RenderCase {
  const sample = /^sample-(?<file>.+)$/.exec(name)?.groups?.file;
  const input = sample
    ? findSample(`${sample}.yaml`)
    : join(casesFolder, name, 'input.yaml');
  return {
    name,
    input: readManifests(input),
    expected: readManifests(join(casesFolder, name, 'expected.yaml')),
  };
}

/** Paths of the sample manifests of OpenChoreo, relative to their folder. */
export function sampleNames(): string[] {
  return readdirSync(samplesFolder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.yaml'))
    .map(entry => relative(samplesFolder, join(entry.parentPath, entry.name)))
    .sort();
}

/** The documents of a sample. */
export function readSample(name: string): JsonObject[] {
  return readManifests(join(samplesFolder, name));
}

function findSample(file: string): string {
  const found = readdirSync(samplesFolder, {
    recursive: true,
    withFileTypes: true,
  }).find(entry => entry.name === file);
  if (!found) throw new Error(`There is no sample ${file} in ${samplesFolder}`);
  return join(found.parentPath, found.name);
}

function readManifests(file: string): JsonObject[] {
  return parseAllDocuments(readFileSync(file, 'utf8'))
    .map(document => document.toJS())
    .filter(isJsonObject);
}
