import { KubeObject } from '../api/types';
import { isObject, JsonObject } from './json';

/** Types an API object as JSON, without a copy. */
export function asJson(object: object): JsonObject {
  if (!isObject(object)) {
    throw new TypeError('An API object must be a JSON object, not a list.');
  }
  return object;
}

/** Types JSON as an API object, without a copy. */
export function asKubeObject(json: JsonObject): KubeObject {
  if (!isKubeObject(json)) {
    throw new TypeError(
      'An API object needs an apiVersion, a kind and metadata.',
    );
  }
  return json;
}

function isKubeObject(value: object): value is KubeObject {
  return (
    'apiVersion' in value &&
    typeof value.apiVersion === 'string' &&
    'kind' in value &&
    typeof value.kind === 'string' &&
    'metadata' in value &&
    isObject(value.metadata)
  );
}
