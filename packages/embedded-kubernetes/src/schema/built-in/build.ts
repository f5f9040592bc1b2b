import { PrinterColumn, ResourceType } from '../../api/types';
import { normalizeTime } from '../../api/time';
import { JsonValue } from '../json';
import { BuiltInRules, StructuralSchema } from '../structural-schema';

type Properties = Record<string, StructuralSchema>;

/** A string in a struct; an empty one is an absent value. */
export const text: StructuralSchema = {
  type: 'string',
  rules: { omitZero: true },
};

/** A string that can be empty, in a list or a map. */
export const anyText: StructuralSchema = { type: 'string' };

/** A number in a struct; zero is an absent value. */
export const integer: StructuralSchema = {
  type: 'integer',
  format: 'int32',
  rules: { omitZero: true },
};

/** A number for which zero differs from absent. */
export const optionalInteger: StructuralSchema = {
  type: 'integer',
  format: 'int32',
};

/** A 64-bit number for which zero differs from absent. */
export const optionalLong: StructuralSchema = {
  type: 'integer',
  format: 'int64',
};

/** A boolean in a struct; false is an absent value. */
export const flag: StructuralSchema = {
  type: 'boolean',
  rules: { omitZero: true },
};

/** A boolean for which false differs from absent. */
export const optionalFlag: StructuralSchema = { type: 'boolean' };

/** A time in RFC 3339, stored in UTC and whole seconds. */
export const time: StructuralSchema = {
  type: 'string',
  format: 'date-time',
  rules: {
    canonicalize: value =>
      typeof value === 'string' ? normalizeTime(value) ?? value : value,
  },
};

/** An integer or a string, such as a port or a percentage. */
export const intOrString: StructuralSchema = {
  'x-kubernetes-int-or-string': true,
};

/** An object that is neither pruned nor validated. */
export const anything: StructuralSchema = {
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
};

/** A list of such objects. */
export const anyList: StructuralSchema = { type: 'array', items: anything };

/** A map of strings, such as labels. */
export const textMap: StructuralSchema = mapOf(anyText);

/** An enumeration, in alphabetical order as in messages of Kubernetes. */
export function oneOf(...values: string[]): StructuralSchema {
  return { type: 'string', enum: values, rules: { omitZero: true } };
}

/** Adds a default to a schema. */
export function defaulting(
  schema: StructuralSchema,
  value: JsonValue,
): StructuralSchema {
  return { ...schema, default: value };
}

/** An object with these fields. */
export function struct(
  properties: Properties,
  options: { required?: string[]; rules?: BuiltInRules } = {},
): StructuralSchema {
  return { type: 'object', properties, ...options };
}

/** An atomic object. */
export function atomic(schema: StructuralSchema): StructuralSchema {
  return { ...schema, 'x-kubernetes-map-type': 'atomic' };
}

/** A map with values of a schema. */
export function mapOf(value: StructuralSchema): StructuralSchema {
  return { type: 'object', additionalProperties: value };
}

/** An atomic list. */
export function listOf(items: StructuralSchema): StructuralSchema {
  return { type: 'array', items };
}

/** A list of unique scalars (`x-kubernetes-list-type: set`). */
export function setOf(items: StructuralSchema): StructuralSchema {
  return {
    type: 'array',
    items,
    'x-kubernetes-list-type': 'set',
    'x-kubernetes-patch-strategy': 'merge',
  };
}

/**
 * A list of objects with keys (`x-kubernetes-list-type: map`). Strategic merge
 * patches use only the first key.
 */
export function listBy(
  keys: string | string[],
  items: StructuralSchema,
): StructuralSchema {
  const names = typeof keys === 'string' ? [keys] : keys;
  return {
    type: 'array',
    items,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': names,
    'x-kubernetes-patch-merge-key': names[0],
    'x-kubernetes-patch-strategy': 'merge',
  };
}

/** A condition. */
export const condition: StructuralSchema = struct({
  type: text,
  status: text,
  observedGeneration: {
    type: 'integer',
    format: 'int64',
    rules: { omitZero: true },
  },
  lastTransitionTime: time,
  lastUpdateTime: time,
  lastProbeTime: time,
  lastHeartbeatTime: time,
  reason: text,
  message: anyText,
});

/** Conditions by type. */
export const conditions: StructuralSchema = listBy('type', condition);

/** The column with the age of an object. */
export const age: PrinterColumn = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
};

/** The schema of a built-in kind. */
export function kindSchema(
  properties: Properties,
  options: { required?: string[]; rules?: BuiltInRules } = {},
): StructuralSchema {
  return struct(properties, {
    ...options,
    rules: { ...options.rules, struct: true },
  });
}

/** The properties of a built-in kind; others are derived from its name. */
export interface KindDescription {
  group: string;
  version: string;
  kind: string;
  plural?: string;
  shortNames?: string[];
  categories?: string[];
  scope?: 'Namespaced' | 'Cluster';
  schema: StructuralSchema;
  columns?: PrinterColumn[];
  scale?: ResourceType['subresources']['scale'];
  selectableFields?: string[];
  returnsDeletedObject?: boolean;
}

/** A built-in kind. It has the status subresource if its schema has a status. */
export function builtIn(description: KindDescription): ResourceType {
  const { group, version, kind, schema, scale } = description;
  const singular = kind.toLowerCase();
  return {
    group,
    version,
    kind,
    singular,
    plural: description.plural ?? pluralOf(singular),
    shortNames: description.shortNames ?? [],
    categories: description.categories ?? [],
    scope: description.scope ?? 'Namespaced',
    schema,
    subresources: {
      status: schema.properties?.status !== undefined,
      ...(scale && { scale }),
    },
    columns: description.columns ?? [age],
    ...(description.selectableFields && {
      selectableFields: description.selectableFields,
    }),
    ...(description.returnsDeletedObject && { returnsDeletedObject: true }),
    builtIn: schema.rules?.struct === true,
  };
}

/** The scale paths of workloads. */
export const scaleByReplicas = {
  specReplicasPath: '.spec.replicas',
  statusReplicasPath: '.status.replicas',
};

function pluralOf(singular: string): string {
  if (/[^aeiou]y$/.test(singular)) return `${singular.slice(0, -1)}ies`;
  return singular.endsWith('s') ? `${singular}es` : `${singular}s`;
}
