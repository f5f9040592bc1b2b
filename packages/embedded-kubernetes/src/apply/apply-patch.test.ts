import { deployment } from '../schema/built-in/deployment';
import { KubeObject } from '../api/types';
import { isObject, JsonValue } from '../schema/json';
import { component, componentType } from './__testUtils__/components';
import { applyPatch } from './apply-patch';

function specOf(object: JsonValue): unknown {
  return isObject(object) ? object.spec : undefined;
}

describe('a JSON patch', () => {
  const live = component({ owner: 'ann', tags: ['a', 'b'] });
  const patch = (operations: unknown) =>
    applyPatch('json', componentType, live, operations);

  it('applies its operations in order without changing the live object', () => {
    const patched = patch([
      { op: 'test', path: '/spec/owner', value: 'ann' },
      { op: 'add', path: '/spec/tags/-', value: 'c' },
      { op: 'remove', path: '/spec/tags/0' },
      { op: 'copy', from: '/spec/owner', path: '/spec/creator' },
    ]);
    expect(specOf(patched)).toEqual({
      owner: 'ann',
      creator: 'ann',
      tags: ['b', 'c'],
    });
    expect(live.spec).toEqual({ owner: 'ann', tags: ['a', 'b'] });
  });

  it.each([
    ['a test that fails', { op: 'test', path: '/spec/owner', value: 'bob' }],
    ['a path that leads nowhere', { op: 'remove', path: '/spec/a/b' }],
    ['an unknown operation', { op: 'increment', path: '/spec/replicas' }],
    ['a prototype', { op: 'add', path: '/__proto__/polluted', value: 1 }],
    ['nothing to add', { op: 'add', path: '/spec/owner' }],
  ])('is rejected with 422 for %s', (_, operation) => {
    expect(() => patch([operation])).toThrow(
      expect.objectContaining({
        code: 422,
        message:
          'the server rejected our request due to an error in our request',
      }),
    );
    expect({}).not.toHaveProperty('polluted');
  });

  it.each([
    ['an index beyond the end', { op: 'add', path: '/spec/tags/9', value: 1 }],
    ['an index that is not a number', { op: 'remove', path: '/spec/tags/x' }],
    ['a move into itself', { op: 'move', from: '/spec', path: '/spec/a' }],
    ['the root', { op: 'replace', path: '', value: {} }],
  ])('is rejected with 422 for %s', (_, operation) => {
    expect(() => patch([operation])).toThrow(
      expect.objectContaining({ code: 422 }),
    );
  });

  it('is limited in its operations', () => {
    const operation = { op: 'add', path: '/spec/owner', value: 'bob' };
    const operations = Array.from({ length: 10_001 }, () => operation);
    expect(() => patch(operations)).toThrow(
      expect.objectContaining({
        code: 413,
        message:
          'Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001',
      }),
    );
    expect(specOf(patch(operations.slice(1)))).toMatchObject({ owner: 'bob' });
  });

  it('is limited in the bytes that it copies', () => {
    const operations = Array.from({ length: 28 }, (_, index) => ({
      op: 'copy',
      from: '/spec',
      path: `/spec/copy${index}`,
    }));
    expect(() => patch(operations)).toThrow(
      expect.objectContaining({ code: 422 }),
    );
  });

  it('is limited in the nesting of its result', () => {
    const operations = Array.from({ length: 600 }, (_, index) => ({
      op: 'add',
      path: `/spec${'/a'.repeat(index + 1)}`,
      value: {},
    }));
    expect(() => patch(operations)).toThrow(
      expect.objectContaining({ code: 422 }),
    );
  });

  it('is limited in the list items that it moves', () => {
    const large = component({ tags: Array.from({ length: 500_000 }, () => 1) });
    const operations = Array.from({ length: 10_000 }, () => ({
      op: 'add',
      path: '/spec/tags/0',
      value: 1,
    }));
    expect(() => applyPatch('json', componentType, large, operations)).toThrow(
      expect.objectContaining({ code: 422 }),
    );
  });

  it('can remove what an object requires', () => {
    expect(patch([{ op: 'remove', path: '/metadata' }])).not.toHaveProperty(
      'metadata',
    );
  });

  it('is rejected with 400 if it is not a list', () => {
    expect(() => patch({})).toThrow(expect.objectContaining({ code: 400 }));
  });
});

describe('a merge patch', () => {
  it('merges objects, replaces lists and removes what is null', () => {
    const live = component({
      owner: 'ann',
      tags: ['a'],
      limits: { cpu: '1', memory: '2' },
    });
    const patched = applyPatch('merge', componentType, live, {
      spec: { owner: null, tags: ['b'], limits: { cpu: '3' } },
    });
    expect(specOf(patched)).toEqual({
      tags: ['b'],
      limits: { cpu: '3', memory: '2' },
    });
  });

  it('sets a member named __proto__ without changing the prototype', () => {
    const patch: unknown = JSON.parse('{"spec":{"__proto__":{"polluted":1}}}');
    applyPatch('merge', componentType, component({}), patch);
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('a strategic merge patch', () => {
  const container = (name: string, more: object = {}) => ({ name, ...more });
  const live: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', finalizers: ['a/b', 'c/d'] },
    spec: {
      replicas: 2,
      template: {
        spec: {
          containers: [
            container('main', {
              image: 'a:1',
              args: ['x'],
              env: [{ name: 'A', value: '1' }],
            }),
            container('side', { image: 'b:1' }),
          ],
          tolerations: [{ key: 'old' }],
        },
      },
    },
  };
  const patch = (body: object) =>
    applyPatch('strategic', deployment, live, body);
  const podPatch = (spec: object) =>
    specOf(patch({ spec: { template: { spec } } }));

  it('merges list items by their key and replaces lists without one', () => {
    expect(
      podPatch({
        containers: [
          { name: 'main', image: 'a:2', env: [{ name: 'B', value: '2' }] },
        ],
        tolerations: [{ key: 'new' }],
      }),
    ).toEqual({
      replicas: 2,
      template: {
        spec: {
          containers: [
            {
              name: 'main',
              image: 'a:2',
              args: ['x'],
              env: [
                { name: 'B', value: '2' },
                { name: 'A', value: '1' },
              ],
            },
            { name: 'side', image: 'b:1' },
          ],
          tolerations: [{ key: 'new' }],
        },
      },
    });
  });

  it('deletes items and orders lists by directives', () => {
    const patched = podPatch({
      containers: [
        { name: 'side', $patch: 'delete' },
        { name: 'first', image: 'c:1' },
      ],
      '$setElementOrder/containers': [{ name: 'first' }, { name: 'main' }],
    });
    expect(patched).toHaveProperty('template.spec.containers.0.name', 'first');
    expect(patched).toHaveProperty('template.spec.containers.1.name', 'main');
    expect(patched).not.toHaveProperty('template.spec.containers.2');
  });

  it('replaces a list or an object by a directive', () => {
    const patched = podPatch({
      containers: [{ $patch: 'replace' }, { name: 'only', image: 'd:1' }],
    });
    expect(patched).toHaveProperty('template.spec.containers', [
      { name: 'only', image: 'd:1' },
    ]);
    expect(specOf(patch({ spec: { $patch: 'replace', replicas: 9 } }))).toEqual(
      {
        replicas: 9,
      },
    );
  });

  it('deletes scalars from merged lists', () => {
    const patched = patch({
      metadata: { '$deleteFromPrimitiveList/finalizers': ['a/b'] },
    });
    expect(patched).toMatchObject({ metadata: { finalizers: ['c/d'] } });
  });

  it('rejects an item without the merge key', () => {
    expect(() => podPatch({ containers: [{ image: 'x' }] })).toThrow(
      'map: map[image:x] does not contain declared merge key: name',
    );
  });
});
