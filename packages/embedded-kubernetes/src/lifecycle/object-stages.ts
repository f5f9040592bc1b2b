import { trackUpdate } from '../apply';
import { pruneAndDefault, validate } from '../schema';
import { badRequest, invalid } from '../api/status-errors';
import { apiVersionOf, type KubeObject, type ServedType } from '../api/types';
import type { WriteOptions } from './write-options';

/**
 * Makes a written object fit its schema: drops what the kind does not have and fills in defaults.
 * @throws StatusError 400, of a patch 422, for a field that is not known, where the client wants to be strict
 */
export function conform(
  type: ServedType,
  object: KubeObject,
  options: Pick<WriteOptions, 'fieldValidation' | 'warn'> & {
    /** The object is what a patch made of a stored one. */
    patched?: boolean;
  },
): KubeObject {
  const result = pruneAndDefault(type.schema, object);
  const unknown = result.unknownFields.map(
    field => `unknown field ${JSON.stringify(field)}`,
  );
  if (unknown.length > 0 && options.fieldValidation === 'Strict') {
    const fault = `strict decoding error: ${unknown.join(', ')}`;
    throw options.patched
      ? invalid({ group: '', kind: '' }, '', [
          {
            field: 'patch',
            type: 'FieldValueInvalid',
            message: `Invalid value: ${JSON.stringify(
              JSON.stringify(object),
            )}: ${fault}`,
          },
        ])
      : badRequest(
          `${type.kind} in version "${type.version}" cannot be handled as a ${type.kind}: ${fault}`,
        );
  }
  if (options.fieldValidation === 'Warn') unknown.forEach(options.warn);
  return result.object;
}

/** @throws StatusError 422 that names every field that is not as it must be */
export function refuseInvalid(
  type: ServedType,
  object: KubeObject,
  old?: KubeObject,
): void {
  const errors = validate(type.schema, object, old);
  if (errors.length > 0)
    throw invalid(type, object.metadata.name ?? '', errors);
}

/** The object with the managedFields that follow from a write that is no apply. */
export function tracked(
  type: ServedType,
  before: KubeObject | undefined,
  after: KubeObject,
  options: { manager: string; subresource?: string; now: Date },
): KubeObject {
  const entries = trackUpdate({
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

/** An object as one of its versions shows it: all versions have the same fields, and defaults apply to what was stored before them. */
export function present(type: ServedType, stored: KubeObject): KubeObject {
  const apiVersion = apiVersionOf(type);
  const object =
    stored.apiVersion === apiVersion ? stored : { ...stored, apiVersion };
  if (type.builtIn || !type.schema) return object;
  return pruneAndDefault(type.schema, object).object;
}
