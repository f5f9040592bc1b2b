import { releaseKind } from '@promenade/openchoreo-model';
import { UnstructuredObject } from '@promenade/kube-client';
import { ofComponent, withSpec } from '../../test/__testUtils__';
import { draftOf } from '../../test/__testUtils__/parts';
import { ApplyResult } from '../../dataplane/apply/apply-result';
import { observedStatus } from './status';

const release = releaseKind.schema.parse(
  draftOf(releaseKind.apiVersion, 'Release', 'report', [
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
    release,
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
