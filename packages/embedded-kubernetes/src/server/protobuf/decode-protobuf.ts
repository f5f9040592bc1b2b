import { badRequest } from '../../api/status-errors';
import { StatusError } from '../../api/status-error';
import { decodeMessage, fieldsOf, ProtobufError } from './decode-message';
import { one, type MessageType } from './message';
import { messageTypes } from './message-types';

export const protobufMediaType = 'application/vnd.kubernetes.protobuf';

/** What every body begins with. */
const magic = Buffer.from('k8s\0');

/** `runtime.Unknown`: which type an object has, and its bytes. */
const typeMeta: MessageType = {
  1: one('apiVersion', 'string'),
  2: one('kind', 'string'),
};

/**
 * Reads an object in Kubernetes' protobuf encoding.
 * @throws StatusError 400 for what is none, 415 for a kind whose messages this server does not know
 */
export function decodeProtobuf(body: Buffer): unknown {
  if (!body.subarray(0, magic.length).equals(magic)) {
    throw badRequest('the body is not protobuf as Kubernetes encodes it');
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
    const message = messageTypes[String(kind)];
    if (!message) {
      throw new StatusError(
        415,
        'UnsupportedMediaType',
        `this server cannot read a ${String(
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
