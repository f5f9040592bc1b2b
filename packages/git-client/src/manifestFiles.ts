import { isMap, isScalar, parseDocument, stringify, type YAMLMap } from 'yaml';
import { z } from 'zod';

/**
 * A Kubernetes object of any kind.
 *
 * @public
 */
export interface ManifestSource {
  apiVersion?: string;
  kind?: string;
  metadata: {
    name: string;
    namespace?: string;
    annotations?: Record<string, string>;
  };
}

/** Metadata that the API server or a controller writes. */
const serverMetadata: readonly string[] = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'finalizers',
  'generation',
  'managedFields',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
];

/** The annotation in which `kubectl apply` stores a copy of the object. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Desired state alone: an object without its status and without the metadata of the server.
 *
 * @public
 */
export type Manifest = Record<string, unknown> & {
  apiVersion: string;
  kind: string;
  metadata: Record<string, unknown> & { name: string };
};

/**
 * Removes what the API server and the controllers write from an object.
 *
 * @public
 */
export function manifestOf(object: ManifestSource): Manifest {
  const { apiVersion, kind, metadata, ...content } = object;
  const { annotations = {}, ...others } = metadata;
  const given = Object.entries(annotations).filter(
    ([name]) => name !== lastApplied,
  );
  const { name, namespace, ...details } = Object.fromEntries(
    Object.entries(others).filter(([field]) => !serverMetadata.includes(field)),
  );
  const manifest = {
    apiVersion,
    kind,
    metadata: {
      name: metadata.name,
      ...(namespace !== undefined && { namespace }),
      ...details,
      ...(given.length > 0 && { annotations: Object.fromEntries(given) }),
    },
    ...Object.fromEntries(
      Object.entries(content).filter(([field]) => field !== 'status'),
    ),
  };
  // Objects come from JSON. Members that are undefined would otherwise be written as null.
  return JSON.parse(JSON.stringify(manifest));
}

const ownerSchema = z.object({
  spec: z.object({
    owner: z.object({ projectName: z.string().min(1) }),
  }),
});

/**
 * The path of the manifest of an object in a repository: `<folder>/<organization>/<project>/<Kind>-<name>.yaml`. What belongs to no
 * project is in the folder of its organization, and what belongs to no organization in the folder itself.
 *
 * @public
 */
export function manifestPath(object: ManifestSource, folder = ''): string {
  const { kind, metadata } = object;
  const owner = ownerSchema.safeParse(object);
  const project = owner.success
    ? owner.data.spec.owner.projectName
    : kind === 'Project' && metadata.name;
  return [
    ...folder.split('/'),
    metadata.namespace,
    project,
    `${kind}-${metadata.name}.yaml`,
  ]
    .filter(Boolean)
    .join('/');
}

/**
 * The manifest of an object as YAML. The same object has the same text.
 *
 * @public
 */
export function manifestText(object: ManifestSource): string {
  return stringify(manifestOf(object), { lineWidth: 0 });
}

/**
 * Writes the manifest of an object over an existing file: what is the same keeps its place, its comments and its format, so that
 * the difference is small. A file that is not a YAML map is replaced.
 *
 * @public
 */
export function updateManifestText(
  existing: string,
  object: ManifestSource,
): string {
  return updateYamlText(existing, manifestOf(object));
}

/**
 * Writes a value over a YAML document: what is the same keeps its place, its comments and its format. A document that is not a map is
 * replaced.
 *
 * @public
 */
export function updateYamlText(existing: string, value: unknown): string {
  const document = parseDocument(existing);
  const { contents } = document;
  if (document.errors.length > 0 || !isMap(contents) || !isRecord(value)) {
    return stringify(value, { lineWidth: 0 });
  }
  const isChanged = updateMap(contents, value, each =>
    document.createNode(each),
  );
  return isChanged ? document.toString({ lineWidth: 0 }) : existing;
}

/** @returns whether anything has changed */
function updateMap(
  map: YAMLMap,
  wanted: Readonly<Record<string, unknown>>,
  createNode: (value: unknown) => unknown,
): boolean {
  let isChanged = false;
  const keys = map.items.map(({ key }) => (isScalar(key) ? key.value : key));
  for (const key of keys) {
    if (typeof key !== 'string' || !Object.hasOwn(wanted, key)) {
      map.delete(key);
      isChanged = true;
    }
  }
  for (const [key, value] of Object.entries(wanted)) {
    const current: unknown = map.get(key, true);
    if (isMap(current) && isRecord(value)) {
      isChanged = updateMap(current, value, createNode) || isChanged;
    } else if (!isSame(current, value)) {
      map.set(key, createNode(value));
      isChanged = true;
    }
  }
  return isChanged;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a YAML node has a value. */
function isSame(node: unknown, value: unknown): boolean {
  return node !== undefined && JSON.stringify(node) === JSON.stringify(value);
}
