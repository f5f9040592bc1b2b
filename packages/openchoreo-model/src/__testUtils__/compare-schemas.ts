import type { StructuralSchema } from '../crd/structural-schema';

/** A keyword that differs between two schemas. */
export interface SchemaDifference {
  /** Path of the field, for example `spec.endpoints.*.port` or `status.conditions[]`. */
  path: string;
  keyword: string;
  upstream: unknown;
  ours: unknown;
}

/** Keywords whose values must be equal. */
const compared = [
  'type',
  'format',
  'enum',
  'default',
  'nullable',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'anyOf',
  'not',
  'x-kubernetes-validations',
  'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
] as const;

/** Required fields without a default: defaults are applied before required fields are checked. */
function requiredOf(schema: StructuralSchema): string[] {
  return (schema.required ?? [])
    .filter(name => schema.properties?.[name]?.default === undefined)
    .sort();
}

function differ(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}

function keywordDifferences(
  upstream: StructuralSchema,
  ours: StructuralSchema,
  path: string,
): SchemaDifference[] {
  return compared
    .filter(keyword => differ(upstream[keyword], ours[keyword]))
    .map(keyword => ({
      path,
      keyword,
      upstream: upstream[keyword],
      ours: ours[keyword],
    }));
}

function requiredDifferences(
  upstream: StructuralSchema,
  ours: StructuralSchema,
  path: string,
): SchemaDifference[] {
  const [theirs, mine] = [requiredOf(upstream), requiredOf(ours)];
  return differ(theirs, mine)
    ? [{ path, keyword: 'required', upstream: theirs, ours: mine }]
    : [];
}

function propertyDifferences(
  upstream: StructuralSchema,
  ours: StructuralSchema,
  path: string,
): SchemaDifference[] {
  return Object.entries(upstream.properties ?? {}).flatMap(([name, schema]) => {
    const at = path ? `${path}.${name}` : name;
    const counterpart = ours.properties?.[name];
    return counterpart
      ? compareSchemas(schema, counterpart, at)
      : [{ path: at, keyword: 'properties', upstream: name, ours: undefined }];
  });
}

/**
 * Lists the differences of our schema in the fields that the upstream schema
 * has. An additional field of ours is a difference only if it is required.
 */
export function compareSchemas(
  upstream: StructuralSchema,
  ours: StructuralSchema,
  path = '',
): SchemaDifference[] {
  return [
    ...keywordDifferences(upstream, ours, path),
    ...requiredDifferences(upstream, ours, path),
    ...propertyDifferences(upstream, ours, path),
    ...(upstream.items
      ? compareSchemas(upstream.items, ours.items ?? {}, `${path}[]`)
      : []),
    ...(upstream.additionalProperties
      ? compareSchemas(
          upstream.additionalProperties,
          ours.additionalProperties ?? {},
          `${path}.*`,
        )
      : []),
  ];
}
