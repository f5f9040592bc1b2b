import { isKubeObject, KubeObject } from '../objects/KubeObject';
import { ConnectionError } from './ApiError';
import { apiVersionOf, ResourceType } from '../objects/ResourceType';

/**
 * Checks that a value is an object of the API, with a name. The server guarantees spec and status by the schema of the type.
 *
 * @throws ConnectionError UNREADABLE for any other value
 */
export function decodeObject<T extends KubeObject>(
  value: unknown,
  request: string,
): T {
  if (isObjectOf<T>(value)) {
    return value;
  }
  throw unexpectedBody(request, 'an object of the Kubernetes API');
}

function isObjectOf<T extends KubeObject>(value: unknown): value is T {
  return isKubeObject(value);
}

/** The error for a successful response with an unexpected body. */
export function unexpectedBody(
  request: string,
  expected: string,
): ConnectionError {
  return new ConnectionError(
    request,
    'UNREADABLE',
    `${request}: the response is not ${expected}`,
  );
}

const acceptAs = (kind: string) =>
  `application/json;as=${kind};g=meta.k8s.io;v=v1, application/json`;

/** Accept header for a list of metadata only. */
export const acceptMetadataList = acceptAs('PartialObjectMetadataList');

/** Accept header for a watch of metadata only. */
export const acceptMetadata = acceptAs('PartialObjectMetadata');

/**
 * Returns an object with its metadata only and with the kind of its type: the server sends PartialObjectMetadata, or the whole object
 * if it does not support that.
 */
export function metadataOf<T extends KubeObject>(
  { metadata }: KubeObject,
  type: ResourceType,
): T {
  const { kind } = type;
  return decodeObject<T>(
    { apiVersion: apiVersionOf(type), kind, metadata },
    `the metadata of a ${kind}`,
  );
}
