import { KubeObject } from '../api/types';
import { component, componentType } from './__testUtils__/components';
import {
  applyConflictMessage,
  serverSideApply,
  ServerSideApplyResult,
} from './server-side-apply';
import { updateManagedFields } from './update-managed-fields';
import { PatchError } from './patch-error';

const now = new Date('2026-01-02T03:04:05.678Z');
const later = new Date('2026-01-02T03:04:09Z');

interface Options {
  manager?: string;
  force?: boolean;
  now?: Date;
  subresource?: string;
}

function apply(
  live: KubeObject | undefined,
  applied: KubeObject,
  { manager = 'one', force = false, ...rest }: Options = {},
): ServerSideApplyResult {
  return serverSideApply({
    type: componentType,
    live,
    applied,
    manager,
    force,
    now,
    ...rest,
  });
}

function updated(
  before: KubeObject | undefined,
  after: KubeObject,
): KubeObject {
  const managedFields = updateManagedFields({
    type: componentType,
    before,
    after,
    manager: 'editor',
    now,
  });
  return { ...after, metadata: { ...after.metadata, managedFields } };
}

describe('serverSideApply', () => {
  it('creates an object whose applier owns only the listed fields', () => {
    const { object } = apply(
      undefined,
      component(
        {
          owner: 'ann',
          tags: ['x'],
          env: [{ name: 'A', value: '1' }],
          ports: [{ port: 80 }],
          limits: { cpu: '1' },
          selector: { app: 'web' },
          free: { list: [1], map: { deep: true } },
        },
        { labels: { tier: 'front' } },
      ),
    );
    expect(object.metadata.managedFields).toEqual([
      {
        manager: 'one',
        operation: 'Apply',
        apiVersion: 'demo.example.com/v1',
        time: '2026-01-02T03:04:05Z',
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:metadata': { 'f:labels': { 'f:tier': {} } },
          'f:spec': {
            'f:env': {
              'k:{"name":"A"}': { '.': {}, 'f:name': {}, 'f:value': {} },
            },
            'f:free': { 'f:list': {}, 'f:map': { '.': {}, 'f:deep': {} } },
            'f:limits': { 'f:cpu': {} },
            'f:owner': {},
            'f:ports': {
              'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:port': {} },
            },
            'f:selector': {},
            'f:tags': { 'v:"x"': {} },
          },
        },
      },
    ]);
  });

  it('keeps the time if an applier applies the same again', () => {
    const first = apply(undefined, component({ owner: 'ann' })).object;
    const second = apply(first, component({ owner: 'ann' }), { now: later });
    expect(second.object).toEqual(first);
  });

  it('lets two appliers own a field that both set to the same value', () => {
    const first = apply(undefined, component({ owner: 'ann' })).object;
    const { object, conflicts } = apply(first, component({ owner: 'ann' }), {
      manager: 'two',
      now: later,
    });
    expect(conflicts).toEqual([]);
    expect(
      object.metadata.managedFields?.map(({ manager, time }) => [
        manager,
        time,
      ]),
    ).toEqual([
      ['two', undefined],
      ['one', '2026-01-02T03:04:05Z'],
    ]);
  });

  it('reports the field and the other applier of a conflict', () => {
    const live = apply(undefined, component({ owner: 'ann' })).object;
    const { conflicts } = apply(live, component({ owner: 'bob' }), {
      manager: 'two',
    });
    expect(conflicts).toEqual([
      {
        field: '.spec.owner',
        message: 'conflict with "one"',
        manager: '"one"',
      },
    ]);
    expect(applyConflictMessage(conflicts)).toBe(
      'Apply failed with 1 conflict: conflict with "one": .spec.owner',
    );
  });

  it('reports the version of an updater in a conflict', () => {
    const live = updated(
      undefined,
      component({ owner: 'ann', env: [{ name: 'A', value: '1' }] }),
    );
    const { conflicts } = apply(
      live,
      component({ owner: 'bob', env: [{ name: 'A', value: '2' }] }),
    );
    expect(applyConflictMessage(conflicts)).toBe(
      [
        'Apply failed with 2 conflicts: conflicts with "editor" using demo.example.com/v1:',
        '- .spec.owner',
        '- .spec.env[name="A"].value',
      ].join('\n'),
    );
  });

  it('takes over fields of others with force', () => {
    const live = apply(
      undefined,
      component({ owner: 'ann', replicas: 2 }),
    ).object;
    const { object } = apply(live, component({ owner: 'bob' }), {
      manager: 'two',
      force: true,
    });
    expect(object.spec).toEqual({ owner: 'bob', replicas: 2 });
    expect(
      object.metadata.managedFields?.map(({ manager, fieldsV1 }) => [
        manager,
        fieldsV1,
      ]),
    ).toEqual([
      ['one', { 'f:spec': { 'f:replicas': {} } }],
      ['two', { 'f:spec': { 'f:owner': {} } }],
    ]);
  });

  it('removes fields that the applier no longer lists unless another manager owns them', () => {
    const first = apply(
      undefined,
      component({
        owner: 'ann',
        tags: ['mine', 'shared'],
        env: [{ name: 'A', value: '1' }, { name: 'B' }],
      }),
    ).object;
    const shared = apply(
      first,
      component({ tags: ['shared'], env: [{ name: 'B' }] }),
      { manager: 'two' },
    ).object;
    const { object } = apply(shared, component({ owner: 'ann' }));
    expect(object.spec).toEqual({
      owner: 'ann',
      tags: ['shared'],
      env: [{ name: 'B' }],
    });
  });

  it('keeps fields without an owner, such as defaults', () => {
    const first = apply(undefined, component({ owner: 'ann' })).object;
    const defaulted = { ...first, spec: { owner: 'ann', replicas: 1 } };
    const { object } = apply(defaulted, component({ owner: 'ann' }));
    expect(object.spec).toEqual({ owner: 'ann', replicas: 1 });
  });

  it('merges keyed lists in the applied order; other items keep their position', () => {
    const live = apply(
      undefined,
      component({ env: ['A', 'B', 'C', 'D'].map(name => ({ name })) }),
    ).object;
    const { object } = apply(
      live,
      component({ env: [{ name: 'C' }, { name: 'X' }, { name: 'A' }] }),
      { manager: 'two' },
    );
    expect(object.spec).toEqual({
      env: ['B', 'C', 'D', 'X', 'A'].map(name => ({ name })),
    });
  });

  it('identifies list items by the default of a missing key', () => {
    const live = apply(
      undefined,
      component({ ports: [{ port: 80, protocol: 'TCP', note: 'a' }] }),
    ).object;
    const { object, conflicts } = apply(
      live,
      component({ ports: [{ port: 80, note: 'b' }] }),
      { manager: 'two' },
    );
    expect(object).toBe(live);
    expect(conflicts.map(({ field }) => field)).toEqual([
      '.spec.ports[port=80,protocol="TCP"].note',
    ]);
  });

  it('replaces an atomic list and an atomic map as a whole', () => {
    const live = apply(
      undefined,
      component({ args: ['a', 'b'], selector: { app: 'a', tier: 'b' } }),
    ).object;
    const { object } = apply(
      live,
      component({ args: ['c'], selector: { app: 'c' } }),
    );
    expect(object.spec).toEqual({ args: ['c'], selector: { app: 'c' } });
  });

  it.each([undefined, [{ manager: 'two' }]])(
    'assigns the fields of an object with the managedFields %j to before-first-apply',
    managedFields => {
      const live = component({ owner: 'ann' }, { uid: 'u', managedFields });
      const { conflicts } = apply(live, component({ owner: 'bob' }));
      expect(applyConflictMessage(conflicts)).toBe(
        'Apply failed with 1 conflict: conflict with "before-first-apply" using demo.example.com/v1: .spec.owner',
      );
    },
  );

  it('owns no status fields through the main endpoint', () => {
    const { object } = apply(undefined, {
      ...component({ owner: 'ann' }),
      status: { phase: 'Ready' },
    });
    expect(object.metadata.managedFields?.[0].fieldsV1).toEqual({
      'f:spec': { 'f:owner': {} },
    });
  });

  it('reports the subresource of a conflicting manager', () => {
    const live = apply(undefined, component({ owner: 'ann' })).object;
    const withStatus = apply(
      live,
      { ...component({}), status: { phase: 'Ready' } },
      { manager: 'two', subresource: 'status' },
    ).object;
    const { conflicts } = apply(
      withStatus,
      { ...component({}), status: { phase: 'Failed' } },
      { manager: 'three', subresource: 'status' },
    );
    expect(applyConflictMessage(conflicts)).toBe(
      'Apply failed with 1 conflict: conflict with "two" with subresource "status": .status.phase',
    );
  });

  it('lets kubectl take over fields of its client-side apply', () => {
    const annotation = 'kubectl.kubernetes.io/last-applied-configuration';
    const applied = component({ owner: 'ann' });
    const live = updated(
      undefined,
      component(
        { owner: 'ann' },
        { annotations: { [annotation]: JSON.stringify(applied) } },
      ),
    );
    const { object, conflicts } = apply(live, component({ owner: 'bob' }), {
      manager: 'kubectl',
    });
    expect(conflicts).toEqual([]);
    expect(object.spec).toEqual({ owner: 'bob' });
    expect(object.metadata.annotations?.[annotation]).toBe(
      `${JSON.stringify(component({ owner: 'bob' }))}\n`,
    );
  });

  it.each([
    [
      { env: [{ name: 'A' }, { name: 'A' }] },
      '.spec.env: duplicate entries for key [name="A"]',
    ],
    [{ tags: ['a', 'a'] }, '.spec.tags: duplicate entries for key [="a"]'],
    [{ colour: 1 }, '.spec.colour: field not declared in schema'],
    [
      { env: [{ value: 'x' }] },
      `.spec.env: element 0: associative list with keys has an element that omits all key fields ["name"] (and doesn't have default values for any key fields)`,
    ],
    [
      { replicas: 'x' },
      '.spec.replicas: expected numeric (int or float), got string',
    ],
  ])('rejects %j', (spec, problem) => {
    expect(() => apply(undefined, component(spec))).toThrow(
      new PatchError(
        422,
        `failed to create typed patch object (shop/web; demo.example.com/v1, Kind=Component): ${problem}`,
      ),
    );
  });

  it('rejects managedFields in the configuration', () => {
    expect(() =>
      apply(undefined, component({}, { managedFields: [] })),
    ).toThrow(new PatchError(400, 'metadata.managedFields must be nil'));
  });
});
