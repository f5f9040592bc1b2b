import { StatusError } from '../../api/status-error';
import { decodeProtobuf } from './decode-protobuf';

/** Encodes a protobuf field: a number as varint, a text or message as length-delimited. */
function field(number: number, value: number | string | Buffer): Buffer {
  if (typeof value === 'number') {
    return Buffer.concat([varint(number * 8), varint(value)]);
  }
  const bytes = Buffer.from(value);
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}

const message = (...fields: Buffer[]) => Buffer.concat(fields);

function body(kind: string, object: Buffer): Buffer {
  return message(
    Buffer.from('k8s\0'),
    field(1, message(field(1, 'v1'), field(2, kind))),
    field(2, object),
    field(3, ''),
    field(4, ''),
  );
}

const entry = (key: string, value: string) =>
  message(field(1, key), field(2, value));

describe('decodeProtobuf', () => {
  it('decodes a Secret with its metadata', () => {
    const metadata = message(
      field(1, 'password'),
      field(3, ''),
      field(8, ''),
      field(11, entry('team', 'red')),
      field(11, entry('tier', 'one')),
      field(14, 'example.com/a'),
      field(99, 'not in the table'),
    );
    const secret = message(
      field(1, metadata),
      field(2, entry('p', 'w')),
      field(3, 'Opaque'),
      field(5, 1),
    );
    expect(decodeProtobuf(body('Secret', secret))).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'password',
        labels: { team: 'red', tier: 'one' },
        finalizers: ['example.com/a'],
      },
      data: { p: 'dw==' },
      type: 'Opaque',
      immutable: true,
    });
  });

  it.each([
    ['no magic number', Buffer.from('abc')],
    ['a length beyond the end', Buffer.from('k8s\0\x0a\x7fabc', 'latin1')],
    [
      'a time out of range',
      body('ConfigMap', field(1, field(8, field(1, Number.MAX_SAFE_INTEGER)))),
    ],
    ['a kind that is not in the table', body('constructor', Buffer.alloc(0))],
  ])('rejects %s', (_, bytes) => {
    expect(() => decodeProtobuf(bytes)).toThrow(StatusError);
  });

  it('decodes long lists in linear time', () => {
    const verb = field(1, 'get');
    const rule = Buffer.concat(Array.from({ length: 300_000 }, () => verb));
    const decoded = decodeProtobuf(body('Role', field(2, rule)));
    expect(JSON.stringify(decoded).split('get')).toHaveLength(300_001);
  });

  it('decodes lists of strings, including the empty string', () => {
    const rule = message(
      field(1, 'get'),
      field(1, 'list'),
      field(2, ''),
      field(3, 'pods'),
    );
    expect(
      decodeProtobuf(
        body('Role', message(field(1, message(field(1, 'r'))), field(2, rule))),
      ),
    ).toMatchObject({
      rules: [{ verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'] }],
    });
  });

  it('decodes times and numbers', () => {
    const metadata = message(
      field(7, 300),
      field(8, message(field(1, 1_700_000_000))),
    );
    expect(decodeProtobuf(body('ConfigMap', field(1, metadata)))).toMatchObject(
      {
        metadata: {
          generation: 300,
          creationTimestamp: '2023-11-14T22:13:20Z',
        },
      },
    );
  });

  it('rejects an unknown kind with a hint', () => {
    expect(() => decodeProtobuf(body('Deployment', Buffer.alloc(0)))).toThrow(
      'this server cannot decode a Deployment in protobuf; send it as JSON or YAML',
    );
  });

  it.each([
    ['no protobuf at all', Buffer.from('{}')],
    ['cut short', body('ConfigMap', field(1, 'x')).subarray(0, 12)],
  ])('rejects a body that is %s', (_, bytes) => {
    expect(() => decodeProtobuf(bytes)).toThrow(/protobuf/);
  });
});
