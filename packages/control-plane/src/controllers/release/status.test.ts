import { releaseKind, type Release } from '@promenade/openchoreo-model';
import { UnstructuredObject } from '@promenade/kube-client';
import { ofComponent, withSpec } from '../../test/__testUtils__';
import { buildDraft } from '../../test/__testUtils__/modifiers';
import { ApplyResult } from '../../dataplane/apply/apply-result';
import { statusDebounceMs } from '../../runtime/status-debounce';
import {
  observedStatus,
  releaseDebounceMs,
  type ReleaseStatus,
} from './status';

const report = releaseKind.schema.parse(
  buildDraft(releaseKind.apiVersion, 'Release', 'report', [
    ofComponent('report'),
    withSpec({ environmentName: 'development' }),
  ]),
);

function applied(live: UnstructuredObject): ApplyResult {
  const { apiVersion, kind, metadata } = live;
  const { name } = metadata;
  return {
    desired: {
      id: name,
      key: { apiVersion, kind, name, namespace: 'cell' },
      object: live,
    },
    live,
    syncStatus: 'Current',
  };
}

it('a Release whose cron job waits for its first run counts all of its objects as healthy', () => {
  const { conditions, resources, summary } = observedStatus(
    report,
    {
      objects: [
        applied({
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          metadata: { name: 'report' },
          status: {},
        }),
        applied({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'settings' },
        }),
      ],
      failures: [],
      podTrouble: () => undefined,
      hash: 'a',
    },
    new Date('2026-01-01T00:00:00Z'),
  );
  expect(resources?.[0].healthStatus).toBe('Progressing');
  expect(conditions).toContainEqual(
    expect.objectContaining({ type: 'Ready', reason: 'Healthy' }),
  );
  expect(summary).toEqual({ objects: 2, healthy: 2 });
});

const generation = 2;

const statusOf = (reason: string, appliedHash = 'a'): ReleaseStatus => ({
  observedGeneration: generation,
  appliedHash,
  conditions: [
    {
      type: 'Ready',
      status: reason === 'Healthy' ? 'True' : 'False',
      reason,
      message: '',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    },
  ],
});

const releaseWith = (status?: ReleaseStatus): Release => ({
  apiVersion: 'openchoreo.dev/v1alpha1',
  kind: 'Release',
  metadata: { name: 'greeter', namespace: 'acme', generation },
  spec: {
    owner: { projectName: 'shop', componentName: 'greeter' },
    environmentName: 'development',
  },
  ...(status && { status }),
});

describe('releaseDebounceMs', () => {
  it('delays the first Progressing', () => {
    expect(releaseDebounceMs(releaseWith(), statusOf('Progressing'))).toBe(
      statusDebounceMs,
    );
  });

  it('delays the progress of a roll-out', () => {
    const release = releaseWith(statusOf('Progressing'));
    expect(releaseDebounceMs(release, statusOf('Progressing'))).toBe(
      statusDebounceMs,
    );
  });
  it.each(['Healthy', 'Degraded', 'ApplyFailed'])(
    'writes a final state at once: %s',
    reason => {
      expect(releaseDebounceMs(releaseWith(), statusOf(reason))).toBe(0);
    },
  );

  it('writes at once that a Release is no longer healthy', () => {
    const release = releaseWith(statusOf('Healthy'));
    expect(releaseDebounceMs(release, statusOf('Progressing'))).toBe(0);
  });

  it('writes at once that other objects are applied', () => {
    const release = releaseWith(statusOf('Progressing'));
    expect(releaseDebounceMs(release, statusOf('Progressing', 'b'))).toBe(0);
  });
});
