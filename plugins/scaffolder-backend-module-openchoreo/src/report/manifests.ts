import { stringify } from 'yaml';

interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}

/** A Kubernetes object by its name, as an output of a step: a type, since an interface is no JSON value to the compiler. */
export type ObjectName = { kind: string; namespace?: string; name: string };

/** The name of an object. */
export function objectName({ kind, metadata }: KubernetesObject): ObjectName {
  const { namespace, name } = metadata;
  return { kind, ...(namespace && { namespace }), name };
}

/** What the API server adds, which nobody asked for. */
const serverFields = new Set([
  'creationTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/**
 * Objects as YAML, as they would be applied. Environment variables keep their names only: their values may be secrets, and
 * logs are read by many.
 */
export function manifestsYaml(objects: readonly KubernetesObject[]): string {
  return objects
    .map(({ apiVersion, kind, metadata, ...rest }) => {
      const own = Object.fromEntries(
        Object.entries(metadata).filter(([key]) => !serverFields.has(key)),
      );
      const { status, ...content } = { status: undefined, ...rest };
      return stringify(
        withoutValues({ apiVersion, kind, metadata: own, ...content }),
      );
    })
    .join('---\n');
}

function withoutValues(object: object): unknown {
  return JSON.parse(JSON.stringify(object), (key, value: unknown) =>
    key === 'env' && Array.isArray(value) ? value.map(withoutValue) : value,
  );
}

function withoutValue(variable: unknown): unknown {
  return typeof variable === 'object' && variable && 'value' in variable
    ? { ...variable, value: '(hidden)' }
    : variable;
}
