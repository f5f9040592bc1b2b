import { updateManagedFields } from '../apply';
import { pruneAndDefault, validate } from '../schema';
import { apiVersionOf, type KubeObject, type ResourceType } from '../api/types';
import type { WriteOptions } from './write-options';
import { badRequest, invalid } from '../api/status-error';

/**
 * Prunes unknown fields and sets defaults.
 * @throws StatusError 400 (422 for a patch) for an unknown field if the field validation is `Strict`
 */
export function defaultObject(
  type: ResourceType,
  object: KubeObject,
  options: Pick<WriteOptions, 'fieldValidation' | 'warn'> & {
    /** Whether the object is the result of a patch. */
    patched?: boolean;
  },
): KubeObject {
  const result = pruneAndDefault(type.schema, object);
  const unknown = result.unknownFields.map(
    field => `unknown field ${JSON.stringify(field)}`,
  );
  if (unknown.length > 0 && options.fieldValidation === 'Strict') {
    const detail = `strict decoding error: ${unknown.join(', ')}`;
    throw options.patched
      ? invalid({ group: '', kind: '' }, '', [
          {
            field: 'patch',
            type: 'FieldValueInvalid',
            message: `Invalid value: ${JSON.stringify(
              JSON.stringify(object),
            )}: ${detail}`,
          },
        ])
      : badRequest(
          `${type.kind} in version "${type.version}" cannot be handled as a ${type.kind}: ${detail}`,
        );
  }
  if (options.fieldValidation === 'Warn') unknown.forEach(options.warn);
  return result.object;
}

/** @throws StatusError 422 with all validation errors */
export function validateObject(
  type: ResourceType,
  object: KubeObject,
  old?: KubeObject,
): void {
  const errors = validate(type.schema, object, old, type.rules?.tree);
  if (errors.length > 0)
    throw invalid(type, object.metadata.name ?? '', errors);
}

/** Sets `managedFields` after a write other than an apply. */
export function trackManagedFields(
  type: ResourceType,
  before: KubeObject | undefined,
  after: KubeObject,
  options: { manager: string; subresource?: string; now: Date },
): KubeObject {
  const entries = updateManagedFields({
    type,
    before,
    after,
    ...options,
  });
  const { managedFields, ...metadata } = after.metadata;
  return {
    ...after,
    metadata:
      entries.length > 0 ? { ...metadata, managedFields: entries } : metadata,
  };
}

/**
 * Converts a stored object to the version of `type`. Versions differ in nothing but `apiVersion`.
 * Sets the defaults that were added to the schema after the object was stored.
 */
export function convertObject(
  type: ResourceType,
  stored: KubeObject,
): KubeObject {
  const object = renameFields(stored, apiVersionOf(type), fieldsOf(type));
  if (type.builtIn || !type.schema) return object;
  return pruneAndDefault(type.schema, object).object;
}

/** Converts an object of `type` to the type of its storage version. */
export function convertToStorage(
  type: ResourceType,
  storage: ResourceType,
  object: KubeObject,
): KubeObject {
  const fields = fieldsOf(type).map(([own, stored]): [string, string] => [
    stored,
    own,
  ]);
  return renameFields(object, apiVersionOf(storage), fields);
}

/** The names of the fields of a type that are stored with other names, with these. */
function fieldsOf(type: ResourceType): [own: string, stored: string][] {
  return Object.entries(type.storedAs?.fields ?? {});
}

/** @param fields - the new names of fields with the old ones */
function renameFields(
  object: KubeObject,
  apiVersion: string,
  fields: [to: string, from: string][],
): KubeObject {
  if (object.apiVersion === apiVersion) return object;
  const result: KubeObject = { ...object, apiVersion };
  for (const [to, from] of fields) {
    if (object[from] === undefined) continue;
    result[to] = object[from];
    delete result[from];
  }
  return result;
}
