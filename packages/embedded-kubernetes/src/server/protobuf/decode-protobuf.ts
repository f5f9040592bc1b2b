import { badRequest } from '../../status/failures';

export const protobufMediaType = 'application/vnd.kubernetes.protobuf';

/** Reads an object in Kubernetes' protobuf encoding. */
export function decodeProtobuf(body: Buffer): unknown {
  throw badRequest(`cannot read ${body.length} bytes of protobuf`);
}
