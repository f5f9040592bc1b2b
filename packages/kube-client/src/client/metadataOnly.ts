import { KubeObject } from '../objects/KubeObject';
import { apiVersionOf, ResourceType } from '../objects/ResourceType';
import { objectOf } from './objectOf';

const as = (kind: string) =>
  `application/json;as=${kind};g=meta.k8s.io;v=v1, application/json`;

/** Asks for the metadata of the objects of a list, and for nothing else of them. */
export const acceptMetadataList = as('PartialObjectMetadataList');

/** Asks for the metadata of the objects of a watch. */
export const acceptMetadata = as('PartialObjectMetadata');

/**
 * The metadata of an object, under the kind that the object is of: the server sends it as a kind of its own.
 * A server that does not know how to leave the rest out has sent it; it is dropped here.
 */
export function metadataOf<T extends KubeObject>(
  { metadata }: KubeObject,
  type: ResourceType,
): T {
  const { kind } = type;
  return objectOf<T>(
    { apiVersion: apiVersionOf(type), kind, metadata },
    `the metadata of a ${kind}`,
  );
}
