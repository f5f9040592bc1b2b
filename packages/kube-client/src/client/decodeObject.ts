import { isKubeObject, KubeObject } from '../objects/KubeObject';
import { ConnectionError } from './ApiError';
import { apiVersionOf, ResourceType } from '../objects/ResourceType';

/**
 * The edge where JSON becomes an object of the API: it has metadata with a name. What its spec and status look like is the
 * server's to guarantee, by the schema that the caller's type describes.
 *
 * @throws ConnectionError UNREADABLE for anything else
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

/** An answer of the right status code that is not what was asked for. */
export function unexpectedBody(
  request: string,
  expected: string,
): ConnectionError {
  return new ConnectionError(
    request,
    'UNREADABLE',
    `${request}: the server's answer is not ${expected}`,
  );
}

const acceptAs = (kind: string) =>
  `application/json;as=${kind};g=meta.k8s.io;v=v1, application/json`;

/** Asks for the metadata of the objects of a list, and for nothing else of them. */
export const acceptMetadataList = acceptAs('PartialObjectMetadataList');

/** Asks for the metadata of the objects of a watch. */
export const acceptMetadata = acceptAs('PartialObjectMetadata');

/**
 * The metadata of an object, under the kind that the object is of: the server sends it as a kind of its own.
 * A server that does not know how to leave the rest out has sent it; it is dropped here.
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
