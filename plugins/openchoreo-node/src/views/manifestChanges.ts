import type { ManifestChange } from '@promenade/backstage-plugin-openchoreo-common';
import { stringify } from 'yaml';
import { z } from 'zod';
import { hideLiterals } from './hideLiterals';
import { hideValue } from './hideValue';

/** Anything that holds an object, such as an entry of a Release. */
export interface Manifest {
  object: object;
}

/** Maps whose values are configuration, by kind. */
const valueMaps: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ['data', 'binaryData'],
  Secret: ['data', 'stringData'],
};

/**
 * Compares two sets of objects. What changes comes first; literal values of the configuration are hidden.
 *
 * @public
 */
export function manifestChanges(
  before: readonly Manifest[],
  after: readonly Manifest[],
): ManifestChange[] {
  const old = new Map(before.map(manifest => [keyOf(manifest), manifest]));
  const next = new Map(after.map(manifest => [keyOf(manifest), manifest]));
  const keys = [...new Set([...old.keys(), ...next.keys()])];
  return keys
    .map(key => compare(old.get(key), next.get(key)))
    .sort(
      (a, b) =>
        Number(a.change === 'same') - Number(b.change === 'same') ||
        `${a.kind} ${a.name}`.localeCompare(`${b.kind} ${b.name}`, 'en'),
    );
}

const identitySchema = z.object({
  apiVersion: z.string().catch(''),
  kind: z.string().catch(''),
  metadata: z
    .object({
      name: z.string().catch(''),
      namespace: z.string().optional().catch(undefined),
    })
    .catch({ name: '' }),
});

function keyOf({ object }: Manifest): string {
  const { apiVersion, kind, metadata } = identitySchema.parse(object);
  const [group] = apiVersion.includes('/') ? apiVersion.split('/') : [''];
  return JSON.stringify([group, kind, metadata.namespace, metadata.name]);
}

function compare(
  before: Manifest | undefined,
  after: Manifest | undefined,
): ManifestChange {
  const { kind, metadata } = identitySchema.parse(
    (after ?? before)?.object ?? {},
  );
  const old = before && toYaml(before, kind);
  const next = after && toYaml(after, kind);
  return {
    kind,
    name: metadata.name,
    namespace: metadata.namespace,
    change: changeOf(old, next),
    before: old,
    after: next,
  };
}

function changeOf(
  before: string | undefined,
  after: string | undefined,
): ManifestChange['change'] {
  if (before === undefined) return 'added';
  if (after === undefined) return 'removed';
  return before === after ? 'same' : 'changed';
}

function toYaml({ object }: Manifest, kind: string): string {
  return manifestYaml(object, kind);
}

/** An object, or a part of one, as YAML. Literal values of the configuration are hidden. */
export function manifestYaml(object: object, kind: string): string {
  const hidden = Object.fromEntries(
    Object.entries<unknown>({ ...object }).map(([field, value]) => [
      field,
      valueMaps[kind]?.includes(field)
        ? hideMap(field, value)
        : hideLiterals(value),
    ]),
  );
  return stringify(hidden, { sortMapEntries: true, lineWidth: 0 });
}

function hideMap(path: string, map: unknown): unknown {
  if (typeof map !== 'object' || map === null) return map;
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [
      key,
      hideValue(`${path}.${key}`, String(value)),
    ]),
  );
}
