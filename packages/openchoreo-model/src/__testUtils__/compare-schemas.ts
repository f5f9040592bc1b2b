import type { StructuralSchema } from '../crd/structural-schema';

/** Something that one schema says otherwise than the other. */
export interface SchemaDifference {
  /** Where, for example `spec.endpoints.*.port` or `status.conditions[]`. */
  path: string;
  /** Which keyword differs. */
  keyword: string;
  upstream: unknown;
  ours: unknown;
}

/** Keywords whose values have to be equal. */
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
  'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
] as const;

/** What a writer has to give: a field with a default is filled in before it is missed. */
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
 * Everything that a schema of ours says otherwise of the fields that the
 * upstream schema has. Fields that only ours has are no difference, unless ours
 * requires them.
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
