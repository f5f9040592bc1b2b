import { isObject } from '../../schema/json';
import { objectMetaSchema } from '../../schema/object-meta-schema';
import { apiVersionOf, type ResourceType } from '../../api/types';
import { metaPrefix, refTo, schemaNameOf } from './schema-name';

const text = { type: 'string' };

/** The schemas in the documents of all groups. */
export const metaSchemas: Record<string, object> = {
  [`${metaPrefix}.ObjectMeta`]: {
    description:
      'Metadata of every object: its name, labels, owners and version.',
    ...publicSchema(objectMetaSchema),
  },
  [`${metaPrefix}.ListMeta`]: {
    description:
      'Metadata of every list: its version and the token of the next page.',
    type: 'object',
    properties: {
      continue: text,
      remainingItemCount: { type: 'integer', format: 'int64' },
      resourceVersion: text,
      selfLink: text,
    },
  },
  [`${metaPrefix}.DeleteOptions`]: {
    description: 'Options of a deletion.',
    type: 'object',
    properties: {
      apiVersion: text,
      kind: text,
      dryRun: { type: 'array', items: text },
      gracePeriodSeconds: { type: 'integer', format: 'int64' },
      orphanDependents: { type: 'boolean' },
      preconditions: {
        type: 'object',
        properties: { resourceVersion: text, uid: text },
      },
      propagationPolicy: text,
    },
  },
  [`${metaPrefix}.Patch`]: {
    description: 'A patch in one of the content types of the operation.',
    type: 'object',
  },
  [`${metaPrefix}.Status`]: {
    description: 'The result of a request that does not return an object.',
    type: 'object',
    properties: {
      apiVersion: text,
      kind: text,
      metadata: { allOf: [refTo(`${metaPrefix}.ListMeta`)], default: {} },
      status: text,
      message: text,
      reason: text,
      details: { type: 'object' },
      code: { type: 'integer', format: 'int32' },
    },
    'x-kubernetes-group-version-kind': [
      { group: '', kind: 'Status', version: 'v1' },
    ],
  },
};

/** The schemas of a kind and of its list, by name. */
export function kindSchemas(type: ResourceType): Record<string, object> {
  const name = schemaNameOf(type);
  const listKind = type.listKind ?? `${type.kind}List`;
  const identity = {
    apiVersion: {
      ...text,
      description: `The version of this representation: ${apiVersionOf(type)}.`,
    },
    kind: { ...text, description: 'The kind of the object.' },
  };
  const published = type.schema ? publicSchema(type.schema) : undefined;
  const properties = isObject(published?.properties)
    ? published.properties
    : {};
  return {
    [name]: {
      type: 'object',
      ...(published ?? { 'x-kubernetes-preserve-unknown-fields': true }),
      properties: {
        ...identity,
        metadata: {
          description: 'Standard metadata of the object.',
          allOf: [refTo(`${metaPrefix}.ObjectMeta`)],
          default: {},
        },
        ...without(properties, ['apiVersion', 'kind', 'metadata']),
      },
      'x-kubernetes-group-version-kind': [gvkOf(type, type.kind)],
    },
    [schemaNameOf({ ...type, kind: listKind })]: {
      description: `A list of ${type.plural}.`,
      type: 'object',
      required: ['items'],
      properties: {
        ...identity,
        metadata: {
          description: 'Metadata of the list.',
          allOf: [refTo(`${metaPrefix}.ListMeta`)],
          default: {},
        },
        items: { type: 'array', items: refTo(name) },
      },
      'x-kubernetes-group-version-kind': [gvkOf(type, listKind)],
    },
  };
}

/** The value of `x-kubernetes-group-version-kind`. */
export function gvkOf(type: { group: string; version: string }, kind: string) {
  return { group: type.group, kind, version: type.version };
}

/** The schema without the rules of built-in kinds. */
function publicSchema(schema: object): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key === 'rules' && isRules(value) ? undefined : value,
    ),
  );
}

/** Distinguishes rules from a property named `rules`, which is a schema. */
function isRules(value: unknown): boolean {
  return isObject(value) && !('type' in value) && !('items' in value);
}

function without(properties: object, names: string[]) {
  return Object.fromEntries(
    Object.entries(properties).filter(([name]) => !names.includes(name)),
  );
}
