import { PrinterColumn, ResourceType } from '../../api/types';
import { JsonValue } from '../json';
import { BuiltInRules, StructuralSchema } from '../structural-schema';

type Properties = Record<string, StructuralSchema>;

/** Text in a struct; empty counts as not given. */
export const text: StructuralSchema = {
  type: 'string',
  rules: { omitZero: true },
};

/** Text in a list or a map, where empty is a value like any other. */
export const anyText: StructuralSchema = { type: 'string' };

/** A number in a struct that says nothing when it is zero. */
export const integer: StructuralSchema = {
  type: 'integer',
  format: 'int32',
  rules: { omitZero: true },
};

/** A number for which zero and absent are different. */
export const optionalInteger: StructuralSchema = {
  type: 'integer',
  format: 'int32',
};

/** A 64-bit number for which zero and absent are different. */
export const optionalLong: StructuralSchema = {
  type: 'integer',
  format: 'int64',
};

/** A flag in a struct; false counts as not given. */
export const flag: StructuralSchema = {
  type: 'boolean',
  rules: { omitZero: true },
};

/** A flag for which false and absent are different. */
export const optionalFlag: StructuralSchema = { type: 'boolean' };

/** A time in RFC 3339. */
export const time: StructuralSchema = { type: 'string', format: 'date-time' };

/** A number or a text, such as a port or a percentage. */
export const intOrString: StructuralSchema = {
  'x-kubernetes-int-or-string': true,
};

/** Anything: parts that nobody here looks into. */
export const anything: StructuralSchema = {
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
};

/** A list of anything. */
export const anyList: StructuralSchema = { type: 'array', items: anything };

/** A map from names to text, such as labels. */
export const textMap: StructuralSchema = mapOf(anyText);

/** One of some words. Kubernetes lists them in alphabetical order. */
export function oneOf(...values: string[]): StructuralSchema {
  return { type: 'string', enum: values, rules: { omitZero: true } };
}

/** The same schema with a default. */
export function defaulting(
  schema: StructuralSchema,
  value: JsonValue,
): StructuralSchema {
  return { ...schema, default: value };
}

/** An object with these members. */
export function struct(
  properties: Properties,
  options: { required?: string[]; rules?: BuiltInRules } = {},
): StructuralSchema {
  return { type: 'object', properties, ...options };
}

/** An object that changes as a whole. */
export function atomic(schema: StructuralSchema): StructuralSchema {
  return { ...schema, 'x-kubernetes-map-type': 'atomic' };
}

/** A map from any name to a value. */
export function mapOf(value: StructuralSchema): StructuralSchema {
  return { type: 'object', additionalProperties: value };
}

/** A list that changes as a whole. */
export function listOf(items: StructuralSchema): StructuralSchema {
  return { type: 'array', items };
}

/** A list without repetitions, each item of which has its own owner. */
export function setOf(items: StructuralSchema): StructuralSchema {
  return {
    type: 'array',
    items,
    'x-kubernetes-list-type': 'set',
    'x-kubernetes-patch-strategy': 'merge',
  };
}

/**
 * A list whose items are told apart by members of theirs. Strategic merge
 * patches look at the first of them only.
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

/** A condition as most kinds have it. */
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

/** Conditions, one of each type. */
export const conditions: StructuralSchema = listBy('type', condition);

/** When an object was made. */
export const age: PrinterColumn = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
};

/** The schema of a whole object of one of Kubernetes' own kinds. */
export function kindSchema(
  properties: Properties,
  options: { required?: string[]; rules?: BuiltInRules } = {},
): StructuralSchema {
  return struct(properties, {
    ...options,
    rules: { ...options.rules, struct: true },
  });
}

/** What has to be said of a kind; the rest follows from its name. */
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
}

/** A kind that this server brings along; it has a status if its schema has. */
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
    builtIn: schema.rules?.struct === true,
  };
}

/** Scaling by `spec.replicas`, as workloads have it. */
export const scaleByReplicas = {
  specReplicasPath: '.spec.replicas',
  statusReplicasPath: '.status.replicas',
};

function pluralOf(singular: string): string {
  if (/[^aeiou]y$/.test(singular)) return `${singular.slice(0, -1)}ies`;
  return singular.endsWith('s') ? `${singular}es` : `${singular}s`;
}
