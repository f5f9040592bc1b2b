import {
  assign,
  isObject,
  type JsonObject,
  type JsonValue,
} from '../../schema/json';
import type { Field, MessageType } from './message-types';
import { formatTime } from '../../api/time';

const varint = 0;
const fixed64 = 1;
const lengthDelimited = 2;
const fixed32 = 5;

/** The body is not a valid message. */
export class ProtobufError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProtobufError';
  }
}

/**
 * Decodes a protobuf message into JSON. Omits empty values, as JSON clients do, and fields that are not in the table.
 * @throws ProtobufError
 */
export function decodeMessage(type: MessageType, bytes: Buffer): JsonObject {
  const result: JsonObject = {};
  for (const { number, value } of fieldsOf(bytes)) {
    const field = type[number];
    if (field) add(result, field, value);
  }
  return result;
}

/** Iterates over the fields of a message: numbers for varints, bytes for length-delimited fields. */
export function* fieldsOf(
  bytes: Buffer,
): Iterable<{ number: number; value: bigint | Buffer }> {
  let position = 0;
  const readVarint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (position >= bytes.length)
        throw new ProtobufError('a number is cut short');
      const byte = bytes[position];
      position += 1;
      value += BigInt(byte % 128) * 2n ** shift;
      if (byte < 128) return value;
    }
    throw new ProtobufError('a number is too long');
  };
  const take = (length: number): Buffer => {
    if (position + length > bytes.length)
      throw new ProtobufError('a field is cut short');
    position += length;
    return bytes.subarray(position - length, position);
  };
  while (position < bytes.length) {
    const tag = Number(readVarint());
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case varint:
        yield { number, value: readVarint() };
        break;
      case lengthDelimited:
        yield { number, value: take(Number(readVarint())) };
        break;
      case fixed64:
        take(8);
        break;
      case fixed32:
        take(4);
        break;
      default:
        throw new ProtobufError(`a field of an unknown wire type: ${tag % 8}`);
    }
  }
}

function add(result: JsonObject, field: Field, raw: bigint | Buffer): void {
  const { name, type, repeated } = field;
  if (typeof type === 'object' && 'mapOf' in type) {
    const entry = [...fieldsOf(bytesOf(raw))];
    const at = (number: number) =>
      bytesOf(
        entry.find(item => item.number === number)?.value ?? Buffer.alloc(0),
      );
    const before = result[name];
    const map = isObject(before) ? before : {};
    const encoding = type.mapOf === 'bytes' ? 'base64' : 'utf8';
    assign(map, at(1).toString('utf8'), at(2).toString(encoding));
    result[name] = map;
    return;
  }
  const value = read(type, raw);
  if (repeated) {
    const before = result[name];
    if (Array.isArray(before)) before.push(value ?? '');
    else result[name] = [value ?? ''];
  } else if (value !== undefined) {
    result[name] = value;
  }
}

function read(
  type: Exclude<Field['type'], { mapOf: unknown }>,
  raw: bigint | Buffer,
): JsonValue | undefined {
  switch (type) {
    case 'string':
      return bytesOf(raw).toString('utf8') || undefined;
    case 'bytes':
      return bytesOf(raw).toString('base64') || undefined;
    case 'integer':
      return Number(BigInt.asIntN(64, numberOf(raw))) || undefined;
    case 'boolean':
      return numberOf(raw) !== 0n;
    case 'time': {
      const seconds = [...fieldsOf(bytesOf(raw))].find(
        item => item.number === 1,
      );
      return seconds && timeOf(BigInt.asIntN(64, numberOf(seconds.value)));
    }
    default:
      return decodeMessage(type.message, bytesOf(raw));
  }
}

const maxSeconds = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;
const minSeconds = Date.UTC(0, 0) / 1000;

function timeOf(seconds: bigint): string {
  if (seconds > maxSeconds || seconds < minSeconds)
    throw new ProtobufError('a time is out of range');
  return formatTime(Number(seconds) * 1000);
}

function bytesOf(raw: bigint | Buffer): Buffer {
  if (typeof raw === 'bigint')
    throw new ProtobufError('a number where bytes should be');
  return raw;
}

function numberOf(raw: bigint | Buffer): bigint {
  if (typeof raw !== 'bigint')
    throw new ProtobufError('bytes where a number should be');
  return raw;
}
