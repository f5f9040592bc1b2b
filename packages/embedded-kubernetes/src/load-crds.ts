import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { ObjectLifecycle } from './lifecycle/object-lifecycle';
import { internalWrite } from './lifecycle/write-options';
import { isObject } from './schema/json';

const resource = 'customresourcedefinitions.apiextensions.k8s.io';

/**
 * Installs the CustomResourceDefinitions of a YAML file or of all YAML files of a folder.
 * Those that are there already are made what the file says.
 */
export function loadCrds(lifecycle: ObjectLifecycle, source: string): void {
  for (const file of filesOf(source)) {
    const text = fs.readFileSync(file, 'utf8');
    for (const document of parseAllDocuments(text)) {
      const crd: unknown = document.toJS();
      if (!isObject(crd) || crd.kind !== 'CustomResourceDefinition') continue;
      try {
        install(lifecycle, crd);
      } catch (error) {
        throw new Error(
          `the CustomResourceDefinition in ${file} cannot be installed: ${
            error instanceof Error ? error.message : error
          }`,
          { cause: error },
        );
      }
    }
  }
}

function install(
  lifecycle: ObjectLifecycle,
  crd: Parameters<ObjectLifecycle['patch']>[3] & object,
): void {
  const type = lifecycle.registry.storageType(resource);
  if (!type || !isObject(crd) || !isObject(crd.metadata)) return;
  const name = String(crd.metadata.name);
  const address = { namespace: '', name };
  const live = lifecycle.store.get({ resource, ...address });
  const { status, ...wanted } = crd;
  if (live) {
    lifecycle.patch(
      type,
      address,
      'json',
      [{ op: 'replace', path: '/spec', value: wanted.spec }],
      internalWrite,
    );
  } else {
    lifecycle.create(type, '', wanted, internalWrite);
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
