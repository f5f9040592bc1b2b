import { isObject } from '../../schema/json';
import { objectMetaSchema } from '../../schema/object-meta-schema';
import { apiVersionOf, type ServedType } from '../../api/types';
import { metaPrefix, refTo, schemaNameOf } from './schema-name';

const text = { type: 'string' };

/** Schemas that documents of all groups have. */
export const metaSchemas: Record<string, object> = {
  [`${metaPrefix}.ObjectMeta`]: {
    description:
      'What every object has: its name, its labels, who owns it and which version this is.',
    ...publicSchema(objectMetaSchema),
  },
  [`${metaPrefix}.ListMeta`]: {
    description:
      'What every list has: the version it is current to and where it goes on.',
    type: 'object',
    properties: {
      continue: text,
      remainingItemCount: { type: 'integer', format: 'int64' },
      resourceVersion: text,
      selfLink: text,
    },
  },
  [`${metaPrefix}.DeleteOptions`]: {
    description: 'How an object is to be deleted.',
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
    description:
      'A patch of one of the content types that the operation takes.',
    type: 'object',
  },
  [`${metaPrefix}.Status`]: {
    description: 'The outcome of a request that has no object to answer with.',
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

/** The schemas of a kind and of a list of it, by their names. */
export function kindSchemas(type: ServedType): Record<string, object> {
  const name = schemaNameOf(type);
  const listKind = type.listKind ?? `${type.kind}List`;
  const identity = {
    apiVersion: {
      ...text,
      description: `Which version of the kind this is written in: ${apiVersionOf(
        type,
      )}.`,
    },
    kind: { ...text, description: 'Which kind of object this is.' },
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

/** A group, version and kind as OpenAPI extensions name them. */
export function gvkOf(type: { group: string; version: string }, kind: string) {
  return { group: type.group, kind, version: type.version };
}

/** A schema without what only this server reads in it. */
function publicSchema(schema: object): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key === 'rules' && isRules(value) ? undefined : value,
    ),
  );
}

/** Rules hold functions, flags and names of rules; a property that happens to be called so is a schema. */
function isRules(value: unknown): boolean {
  return isObject(value) && !('type' in value) && !('items' in value);
}

function without(properties: object, names: string[]) {
  return Object.fromEntries(
    Object.entries(properties).filter(([name]) => !names.includes(name)),
  );
}
