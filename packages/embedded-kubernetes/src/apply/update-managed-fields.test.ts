import { KubeObject } from '../api/types';
import { component, componentType } from './__testUtils__/components';
import { serverSideApply } from './server-side-apply';
import { updateManagedFields } from './update-managed-fields';

const now = new Date('2026-01-02T03:04:05Z');

function track(
  before: KubeObject | undefined,
  after: KubeObject,
  manager = 'editor',
) {
  return updateManagedFields({
    type: componentType,
    before,
    after,
    manager,
    now,
  });
}

function withFields(object: KubeObject, manager?: string): KubeObject {
  const managedFields = track(undefined, object, manager);
  return { ...object, metadata: { ...object.metadata, managedFields } };
}

describe('updateManagedFields', () => {
  it('assigns all fields but those of the server to the creator', () => {
    const [entry] = track(
      undefined,
      component(
        { owner: 'ann', env: [{ name: 'A' }] },
        { uid: 'u', generation: 1, labels: { a: 'b' } },
      ),
    );
    expect(entry).toEqual({
      manager: 'editor',
      operation: 'Update',
      apiVersion: 'demo.example.com/v1',
      time: '2026-01-02T03:04:05Z',
      fieldsType: 'FieldsV1',
      fieldsV1: {
        'f:metadata': { 'f:labels': { '.': {}, 'f:a': {} } },
        'f:spec': {
          '.': {},
          'f:env': {
            '.': {},
            'k:{"name":"A"}': { '.': {}, 'f:name': {} },
          },
          'f:owner': {},
        },
      },
    });
  });

  it('moves changed fields to the writer', () => {
    const applied = serverSideApply({
      type: componentType,
      live: undefined,
      applied: component({ owner: 'ann', replicas: 2 }),
      manager: 'one',
      force: false,
      now,
    }).object;
    const entries = track(applied, {
      ...applied,
      spec: { owner: 'bob', replicas: 2 },
    });
    expect(entries.map(({ manager, fieldsV1 }) => [manager, fieldsV1])).toEqual(
      [
        ['one', { 'f:spec': { 'f:replicas': {} } }],
        ['editor', { 'f:spec': { 'f:owner': {} } }],
      ],
    );
  });

  it('drops removed fields and managers without fields', () => {
    const live = withFields(component({ owner: 'ann' }));
    const both = track(live, component({ owner: 'ann', replicas: 3 }), 'two');
    const before = component(
      { owner: 'ann', replicas: 3 },
      { managedFields: both },
    );
    const entries = track(before, component({ owner: 'ann' }), 'three');
    expect(entries.map(({ manager }) => manager)).toEqual(['editor']);
  });

  it('clears all ownerships for an empty entry', () => {
    const live = withFields(component({ owner: 'ann' }));
    const cleared = component({ owner: 'ann' }, { managedFields: [{}] });
    expect(track(live, cleared)).toEqual([]);
  });

  it('adds nothing to an object without managedFields', () => {
    const before = component({ owner: 'ann' });
    expect(track(before, component({ owner: 'bob' }))).toEqual([]);
  });

  it('merges the oldest updaters if there are more than ten', () => {
    let live = withFields(component({}, { annotations: { zero: '0' } }), 'm00');
    for (let index = 1; index <= 12; index++) {
      const annotations = {
        ...live.metadata.annotations,
        [`key${index}`]: 'value',
      };
      const next = { ...live, metadata: { ...live.metadata, annotations } };
      const manager = `m${String(index).padStart(2, '0')}`;
      const managedFields = track(live, next, manager);
      live = { ...next, metadata: { ...next.metadata, managedFields } };
    }
    const managers = live.metadata.managedFields?.map(({ manager }) => manager);
    expect(managers).toHaveLength(10);
    expect(managers).toContain('ancient-changes');
  });
});
