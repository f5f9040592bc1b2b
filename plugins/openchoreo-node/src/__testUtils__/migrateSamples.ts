import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { kindOf } from '@promenade/openchoreo-model';
import { parseAllDocuments } from 'yaml';
import { classBindingAdapter } from '../class-binding/classBindingAdapter';
import { componentTypeAdapter } from '../component-type/componentTypeAdapter';
import type { MigrationStep } from '../domain/PortableProject';
import { StoredResources } from './StoredResources';

// Tests run in a clone only.
// eslint-disable-next-line no-restricted-syntax
const samples = resolve(__dirname, '../../../../samples');

/** The folders of the sample application. */
export const sampleFolders = ['platform', 'tram'].map(folder =>
  join(samples, folder),
);

/** Reads the manifests of files and folders. Those without a namespace are in `default`. */
export function storeManifests(paths: readonly string[]): StoredResources {
  const resources = new StoredResources();
  const files = paths.flatMap(path =>
    statSync(path).isDirectory()
      ? readdirSync(path).map(file => join(path, file))
      : [path],
  );
  for (const file of files) {
    for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
      const object = document.toJS();
      const kind = object && kindOf(object.apiVersion, object.kind);
      if (!kind) continue;
      const { name, ...metadata } = object.metadata;
      resources.with(kind, name, object.spec, {
        namespace: 'default',
        ...metadata,
      });
    }
  }
  return resources;
}

/** What a project of the organization `default` becomes. */
export function migrate(
  { store }: StoredResources,
  project: string,
): readonly MigrationStep[] {
  const ref = { organization: 'default', project };
  const portable = classBindingAdapter.portableProject?.(store, ref);
  if (!portable) throw new Error(`There is no project ${project}`);
  return componentTypeAdapter.migrateProject?.(portable) ?? [];
}
