import { StatusError, badRequest } from '../../api/status-error';
import { decodeMessage, fieldsOf, ProtobufError } from './decode-message';
import { messageTypes, one, type MessageType } from './message-types';

export const protobufMediaType = 'application/vnd.kubernetes.protobuf';

/** The first bytes of every body. */
const magic = Buffer.from('k8s\0');

/** `runtime.TypeMeta`. */
const typeMeta: MessageType = {
  1: one('apiVersion', 'string'),
  2: one('kind', 'string'),
};

/**
 * Decodes an object in the protobuf encoding of Kubernetes.
 * @throws StatusError 400 for an invalid body, 415 for a kind that is not in the table
 */
export function decodeProtobuf(body: Buffer): unknown {
  if (!body.subarray(0, magic.length).equals(magic)) {
    throw badRequest('the body is not in the protobuf encoding of Kubernetes');
  }
  try {
    const fields = new Map(
      [...fieldsOf(body.subarray(magic.length))].map(
        ({ number, value }): [number, bigint | Buffer] => [number, value],
      ),
    );
    const [type, raw] = [fields.get(1), fields.get(2)];
    if (!Buffer.isBuffer(type)) throw new ProtobufError('no type is given');
    const { apiVersion, kind } = decodeMessage(typeMeta, type);
    const message = Object.hasOwn(messageTypes, String(kind))
      ? messageTypes[String(kind)]
      : undefined;
    if (!message) {
      throw new StatusError(
        415,
        'UnsupportedMediaType',
        `this server cannot decode a ${String(
          kind,
        )} in protobuf; send it as JSON or YAML (kubectl create -f, kubectl apply)`,
      );
    }
    const bytes = Buffer.isBuffer(raw) ? raw : Buffer.alloc(0);
    return { apiVersion, kind, ...decodeMessage(message, bytes) };
  } catch (error) {
    if (error instanceof ProtobufError) {
      throw badRequest(
        `the body cannot be read as protobuf: ${error.message}`,
        error,
      );
    }
    throw error;
  }
}
