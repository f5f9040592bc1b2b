import type { RuntimeObject } from '../domain/RuntimeSnapshot';
import { runtimeResources } from './runtimeResources';
import type { LiveObject } from './RuntimeProvider';

const object = (kind: string, name: string): RuntimeObject => ({
  apiVersion: 'v1',
  kind,
  name,
  namespace: 'cell',
  health: 'Healthy',
  manifest: {},
});

const live = (
  kind: string,
  name: string,
  owner: [kind: string, name: string],
  more: Partial<LiveObject> = {},
): LiveObject => ({
  kind,
  name,
  namespace: 'cell',
  uid: name,
  labels: {},
  annotations: {},
  owner: { kind: owner[0], name: owner[1], uid: owner[1] },
  createdAt: '2026-03-01T12:00:00Z',
  isBeingDeleted: false,
  spec: {},
  status: {},
  ...more,
});

const names = (...parameters: Parameters<typeof runtimeResources>) =>
  runtimeResources(...parameters).map(({ name }) => name);

describe('runtimeResources', () => {
  it('puts what was created for an object after it', () => {
    const resources = runtimeResources(
      [object('Deployment', 'web'), object('Service', 'web')],
      [
        live('Pod', 'web-2', ['ReplicaSet', 'web-a']),
        live('Pod', 'web-1', ['ReplicaSet', 'web-a']),
        live('ReplicaSet', 'web-a', ['Deployment', 'web']),
      ],
    );
    expect(resources.map(({ id, owner }) => [id, owner])).toEqual([
      ['Deployment/cell/web', undefined],
      ['ReplicaSet/cell/web-a', 'Deployment/cell/web'],
      ['Pod/cell/web-1', 'ReplicaSet/cell/web-a'],
      ['Pod/cell/web-2', 'ReplicaSet/cell/web-a'],
      ['Service/cell/web', undefined],
    ]);
  });

  it('does not show what another component created', () => {
    expect(
      names(
        [object('Deployment', 'web')],
        [live('Pod', 'other-1', ['ReplicaSet', 'other'])],
      ),
    ).toEqual(['web']);
  });

  it('hides the ReplicaSets of former releases', () => {
    const empty = { spec: { replicas: 0 } };
    expect(
      names(
        [object('Deployment', 'web')],
        [
          live('ReplicaSet', 'web-old', ['Deployment', 'web'], empty),
          live('ReplicaSet', 'web-stopping', ['Deployment', 'web'], empty),
          live('Pod', 'web-stopping-1', ['ReplicaSet', 'web-stopping']),
        ],
      ),
    ).toEqual(['web', 'web-stopping', 'web-stopping-1']);
  });

  it('shows the newest Jobs of a schedule', () => {
    const jobs = Array.from({ length: 12 }, (_, index) =>
      live('Job', `run-${index}`, ['CronJob', 'task'], {
        createdAt: `2026-03-01T12:${String(index).padStart(2, '0')}:00Z`,
      }),
    );
    const shown = names([object('CronJob', 'task')], jobs);
    expect(shown).toHaveLength(11);
    expect(shown[1]).toBe('run-11');
  });

  it('tells a failed Job from a completed one', () => {
    const job = (name: string, conditions: object[]) =>
      live('Job', name, ['CronJob', 'task'], { status: { conditions } });
    const [, ...jobs] = runtimeResources(
      [object('CronJob', 'task')],
      [
        job('a', [
          { type: 'Failed', status: 'True', message: 'no more tries' },
        ]),
        job('b', [{ type: 'Complete', status: 'True' }]),
        job('c', []),
      ],
    );
    expect(jobs.map(({ health, message }) => [health, message])).toEqual([
      ['Degraded', 'no more tries'],
      ['Healthy', undefined],
      ['Progressing', undefined],
    ]);
  });
});
