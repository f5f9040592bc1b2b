/** How a field of a message is to be read. */
export type FieldType =
  | 'string'
  | 'bytes'
  | 'integer'
  | 'boolean'
  | 'time'
  | { message: MessageType }
  | { mapOf: 'string' | 'bytes' };

/** A field: what JSON calls it, how it is read, and whether there may be several. */
export interface Field {
  name: string;
  type: FieldType;
  repeated?: boolean;
}

/** The fields of a message by their number. */
export type MessageType = Record<number, Field>;

/** A field that holds one value. */
export function one(name: string, type: FieldType): Field {
  return { name, type };
}

/** A field that holds a list. */
export function many(name: string, type: FieldType): Field {
  return { name, type, repeated: true };
}
