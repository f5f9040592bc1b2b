import { applyOperation, type PatchOperation } from './patch';

const pods = {
  spec: {
    containers: [
      { name: 'main', env: [{ name: 'A' }] },
      { name: 'proxy', resources: { tier: 'low' } },
      { name: 'log', resources: { tier: 'low' } },
    ],
  },
};

const patched = (operation: PatchOperation) =>
  applyOperation(pods, operation).spec;

const container = (index: number, change: object) => {
  const containers: object[] = [...pods.spec.containers];
  containers[index] = { ...containers[index], ...change };
  return { containers };
};

describe('a patch', () => {
  it('adds a member, and replaces one', () => {
    expect(patched({ op: 'add', path: '/spec/replicas', value: 2 })).toEqual({
      ...pods.spec,
      replicas: 2,
    });
    expect(
      patched({ op: 'replace', path: '/spec/containers/0/name', value: 'app' }),
    ).toEqual(container(0, { name: 'app' }));
  });

  it('inserts into a list, appends to it, and creates it with its parents', () => {
    expect(
      patched({ op: 'add', path: '/spec/containers/0/env/0', value: 'x' }),
    ).toEqual(container(0, { env: ['x', { name: 'A' }] }));
    expect(
      patched({ op: 'add', path: '/spec/containers/0/env/-', value: 'x' }),
    ).toEqual(container(0, { env: [{ name: 'A' }, 'x'] }));
    expect(
      patched({ op: 'add', path: '/spec/a/b/-', value: 'x' }),
    ).toMatchObject({ a: { b: ['x'] } });
  });

  it('changes every item that a filter selects', () => {
    const path = "/spec/containers/[?(@.resources.tier=='low')]/image";
    expect(patched({ op: 'add', path, value: 'x' })).toEqual({
      containers: [
        pods.spec.containers[0],
        { ...pods.spec.containers[1], image: 'x' },
        { ...pods.spec.containers[2], image: 'x' },
      ],
    });
    expect(
      patched({
        op: 'add',
        path: "/spec/containers[?(@.name=='main')]/env/-",
        value: 'x',
      }),
    ).toEqual(container(0, { env: [{ name: 'A' }, 'x'] }));
  });

  it('removes members, items and what a filter selects', () => {
    expect(patched({ op: 'remove', path: '/spec/containers' })).toEqual({});
    expect(
      patched({
        op: 'remove',
        path: "/spec/containers/[?(@.resources.tier=='low')]",
      }),
    ).toEqual({ containers: [pods.spec.containers[0]] });
  });

  it('reads escaped names and filters with a slash', () => {
    expect(
      patched({ op: 'add', path: '/spec/a~1b~0c', value: 1 }),
    ).toHaveProperty(['a/b~c'], 1);
    expect(
      applyOperation(
        { list: [{ path: '/a/b' }] },
        { op: 'add', path: "/list/[?(@.path=='/a/b')]/x", value: 1 },
      ),
    ).toEqual({ list: [{ path: '/a/b', x: 1 }] });
  });

  it.each([
    ['replace', '/spec/size', 'the object has no member "size"'],
    ['remove', '/spec/a/b', 'the object has no member "a"'],
    ['add', '/spec/containers/9', 'the list has no item 9; it has 3 items'],
    ['add', '/spec/containers/x/a', '"x" is not the index of an item'],
    [
      'add',
      "/spec/containers/[?(@.name=='no')]/a",
      'the list has no item whose name is "no"',
    ],
    ['add', '/spec/containers/[?(@.a>1)]/a', 'is not supported'],
    ['add', 'spec', 'is not a JSON Pointer'],
    ['add', '', 'the path is empty'],
  ] as const)('%s %s fails', (op, path, message) => {
    expect(() => patched({ op, path, value: 1 })).toThrow(message);
  });

  it('does not change its input', () => {
    const before = structuredClone(pods);
    patched({ op: 'remove', path: '/spec/containers/0' });
    patched({ op: 'add', path: '/spec/containers/0/env/-', value: 1 });
    expect(pods).toEqual(before);
  });
});
