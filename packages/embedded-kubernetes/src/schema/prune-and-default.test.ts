import { KubeObject, ObjectMeta } from '../api/types';
import { pruneAndDefault } from './prune-and-default';
import { StructuralSchema } from './structural-schema';

const text: StructuralSchema = { type: 'string' };

function widget(spec: object, metadata: object = {}): KubeObject {
  const meta: ObjectMeta = { name: 'w', ...metadata };
  return { apiVersion: 'a/v1', kind: 'Widget', metadata: meta, spec };
}

function specSchema(
  properties: Record<string, StructuralSchema>,
): StructuralSchema {
  return {
    type: 'object',
    properties: { spec: { type: 'object', properties } },
  };
}

describe('pruneAndDefault', () => {
  it('removes unknown fields and returns their paths', () => {
    const schema = specSchema({
      list: {
        type: 'array',
        items: { type: 'object', properties: { a: text } },
      },
      map: {
        type: 'object',
        additionalProperties: { type: 'object', properties: { a: text } },
      },
    });
    const { object, unknownFields } = pruneAndDefault(
      schema,
      widget(
        {
          list: [{ a: 'x', b: 1 }],
          map: { k: { a: 'x', c: 1 } },
          d: { e: 1 },
        },
        { colour: 'red' },
      ),
    );
    expect(object).toEqual(
      widget({ list: [{ a: 'x' }], map: { k: { a: 'x' } } }),
    );
    expect(unknownFields).toEqual([
      'metadata.colour',
      'spec.d',
      'spec.list[0].b',
      'spec.map.k.c',
    ]);
  });

  it('keeps unknown fields with preserve-unknown-fields, but not in declared objects', () => {
    const schema = specSchema({
      free: {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
        properties: { known: { type: 'object', properties: { a: text } } },
      },
    });
    const { object } = pruneAndDefault(
      schema,
      widget({ free: { any: { thing: [1] }, known: { a: 'x', b: 1 } } }),
    );
    expect(object.spec).toEqual({
      free: { any: { thing: [1] }, known: { a: 'x' } },
    });
  });

  it('sets defaults, also in objects that are defaults', () => {
    const schema = specSchema({
      size: { type: 'integer', default: 1 },
      nested: {
        type: 'object',
        default: {},
        properties: { colour: { type: 'string', default: 'red' } },
      },
      absent: {
        type: 'object',
        properties: { colour: { type: 'string', default: 'red' } },
      },
    });
    expect(pruneAndDefault(schema, widget({ size: 0 })).object.spec).toEqual({
      size: 0,
      nested: { colour: 'red' },
    });
  });

  it('keeps null only in nullable fields', () => {
    const schema = specSchema({
      nullable: { ...text, nullable: true },
      defaulted: { ...text, default: 'x' },
      plain: text,
    });
    const nulls = { nullable: null, defaulted: null, plain: null };
    expect(pruneAndDefault(schema, widget(nulls)).object.spec).toEqual({
      nullable: null,
      defaulted: 'x',
    });
  });

  it('keeps all fields but unknown metadata without a schema', () => {
    const given = widget(
      { a: { b: null } },
      { labels: { x: 'y' }, labels2: 1 },
    );
    const { object, unknownFields } = pruneAndDefault(undefined, given);
    expect(object).toEqual(widget({ a: { b: null } }, { labels: { x: 'y' } }));
    expect(unknownFields).toEqual(['metadata.labels2']);
  });

  it('removes empty maps and lists of metadata, as a Go struct does', () => {
    const given = widget(
      {},
      { labels: {}, finalizers: [], creationTimestamp: null },
    );
    expect(pruneAndDefault(specSchema({}), given).object.metadata).toEqual({
      name: 'w',
    });
  });

  it('does not change the given object', () => {
    const given = widget({ extra: 1 });
    const copy = structuredClone(given);
    pruneAndDefault(specSchema({ a: { ...text, default: 'x' } }), given);
    expect(given).toEqual(copy);
  });
});
