import { JsonObject } from '../schema/json';
import { FieldSet } from './field-set';
import { comparePathElements, keyElement, pathText } from './path-element';

const fields: JsonObject = {
  'f:spec': {
    '.': {},
    'f:env': { 'k:{"name":"A"}': { '.': {}, 'f:value': {} } },
    'f:tags': { 'v:"x"': {}, 'v:1': {} },
  },
};

describe('FieldSet', () => {
  it('formats the document that it parsed', () => {
    expect(FieldSet.fromFieldsV1(fields).toFieldsV1()).toEqual(fields);
  });

  it('lists members before those below them', () => {
    expect(FieldSet.fromFieldsV1(fields).paths()).toEqual([
      '.spec',
      '.spec.env[name="A"]',
      '.spec.env[name="A"].value',
      '.spec.tags[=1]',
      '.spec.tags[="x"]',
    ]);
  });

  it('removes a member and keeps those below it', () => {
    const set = FieldSet.fromFieldsV1(fields);
    const spec = FieldSet.of(['f:spec']);
    expect(set.difference(spec).paths()).not.toContain('.spec');
    expect(set.difference(spec).isEmpty).toBe(false);
    expect(set.recursiveDifference(spec).isEmpty).toBe(true);
  });

  it('intersects and unites', () => {
    const a = FieldSet.of(['f:a'], ['f:b', 'f:c']);
    const b = FieldSet.of(['f:b', 'f:c'], ['f:b', 'f:d']);
    expect(a.intersection(b).paths()).toEqual(['.b.c']);
    expect(a.union(b).paths()).toEqual(['.a', '.b.c', '.b.d']);
  });

  it('omits unknown elements', () => {
    expect(FieldSet.fromFieldsV1({ 'x:a': {}, nonsense: {} }).isEmpty).toBe(
      true,
    );
  });
});

describe('path elements', () => {
  it('are equal regardless of the order of keys', () => {
    expect(keyElement({ protocol: 'TCP', port: 80 })).toBe(
      keyElement({ port: 80, protocol: 'TCP' }),
    );
  });

  it('sort numeric keys by value', () => {
    const ports = [443, 8080, 80].map(port => keyElement({ port }));
    expect(ports.sort(comparePathElements).map(pathText)).toEqual([
      '[port=80]',
      '[port=443]',
      '[port=8080]',
    ]);
  });
});
