import { ApiError } from '@promenade/kube-client';
import {
  QualityGate,
  Release,
  releaseKind,
  promotionKind,
} from '@promenade/openchoreo-model';
import { jsonAt } from '../../../runtime/json';
import {
  aDataPlane,
  aProject,
  anEnvironment,
  withSpec,
} from '../../../test/__testUtils__';
import { TestGates } from './__testUtils__/test-gates';
import { deleteGateJobs } from './job';

const template = {
  template: {
    metadata: { labels: { team: 'a', 'component-name': 'greeter' } },
    spec: { containers: [{ name: 'main', image: 'registry.test/smoke:1' }] },
  },
  ttlSecondsAfterFinished: 60,
};

const gate: QualityGate = { name: 'smoke', type: 'Job', job: { template } };

describe('a gate of type Job', () => {
  let gates: TestGates;

  beforeEach(() => {
    gates = new TestGates(gate);
    gates.cluster.apply(gates.subject.promotion);
    const promotion = gates.cluster.get(promotionKind, {
      namespace: 'acme',
      name: 'greeter-1',
    });
    if (promotion) gates.subject = { ...gates.subject, promotion };
  });

  const releases = () => gates.cluster.list(releaseKind);

  /** What the release controller reports about the Job. */
  async function report(status: Partial<Release['status']>) {
    const [release] = releases();
    await gates.cluster.updateStatus(releaseKind, release, {
      ...release.status,
      ...status,
    });
  }

  const reportJob = (
    healthStatus: string,
    more: Partial<
      NonNullable<NonNullable<Release['status']>['resources']>[number]
    > = {},
  ) =>
    report({
      resources: [
        {
          id: 'job',
          group: 'batch',
          version: 'v1',
          kind: 'Job',
          name: 'x',
          healthStatus,
          ...more,
        },
      ],
    });

  it('starts one Job in the cell of the source environment', async () => {
    expect(await gates.evaluate()).toEqual([
      {
        name: 'smoke',
        type: 'Job',
        state: 'Running',
        message: 'Waiting for the Job to be started.',
        startedAt: '2026-01-01T12:00:00Z',
      },
    ]);
    await gates.evaluate();
    gates.restart();
    await gates.evaluate();
    expect(releases()).toEqual([
      expect.objectContaining({
        metadata: expect.objectContaining({
          name: expect.stringMatching(/^gate-smoke-[a-z0-9-]+$/),
          labels: {
            'openchoreo.dev/organization': 'acme',
            'openchoreo.dev/project': 'shop',
            'openchoreo.dev/environment': 'staging',
          },
          ownerReferences: [
            expect.objectContaining({
              kind: 'Promotion',
              name: 'greeter-1',
              controller: true,
            }),
          ],
        }),
        spec: {
          owner: { projectName: 'shop', componentName: '*' },
          environmentName: 'staging',
          resources: [{ id: 'job', object: expect.anything() }],
        },
      }),
    ]);
    const [{ metadata, spec }] = releases();
    expect(metadata.name.length).toBeLessThanOrEqual(63);
    expect(spec.resources?.[0].object).toEqual({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: metadata.name,
        namespace: expect.stringMatching(/^dp-acme-shop-staging-/),
        labels: {
          'organization-name': 'acme',
          'project-name': 'shop',
          'environment-name': 'staging',
        },
      },
      spec: {
        backoffLimit: 0,
        template: {
          metadata: {
            labels: {
              team: 'a',
              'organization-name': 'acme',
              'project-name': 'shop',
              'environment-name': 'staging',
              'component-name': metadata.name,
            },
          },
          spec: {
            restartPolicy: 'Never',
            automountServiceAccountToken: false,
            containers: template.template.spec.containers,
          },
        },
      },
    });
  });

  it('keeps what the template sets', async () => {
    const pod = {
      restartPolicy: 'OnFailure',
      automountServiceAccountToken: true,
      containers: [],
    };
    await gates.evaluate({
      gates: [
        {
          ...gate,
          job: { template: { backoffLimit: 3, template: { spec: pod } } },
        },
      ],
    });
    const job = releases()[0].spec.resources?.[0].object;
    expect(jsonAt(job, 'spec', 'backoffLimit')).toBe(3);
    expect(jsonAt(job, 'spec', 'template', 'spec')).toEqual(pod);
  });

  it('marks the pods in a cell that is isolated', async () => {
    gates.cluster.apply(aDataPlane('default'));
    gates.cluster.apply(anEnvironment('staging'));
    gates.cluster.apply(
      aProject('shop', withSpec({ cell: { isolation: 'Enforced' } })),
    );
    await gates.evaluate();
    expect(
      jsonAt(
        releases()[0].spec.resources?.[0].object,
        'spec',
        'template',
        'metadata',
        'labels',
      ),
    ).toMatchObject({ 'belong-to': 'user-workloads' });
  });

  it('starts another Job for another gate, template and promotion', async () => {
    const other = { template: { ...template, backoffLimit: 1 } };
    await gates.evaluate({
      gates: [
        gate,
        { ...gate, name: 'load' },
        { ...gate, name: 'more', job: other },
      ],
    });
    await gates.evaluate({ gates: [{ ...gate, job: other }] });
    const { promotion } = gates.subject;
    await gates.evaluate({
      promotion: {
        ...promotion,
        metadata: { ...promotion.metadata, name: 'greeter-2', uid: 'uid-2' },
      },
      gates: [],
    });
    expect(new Set(releases().map(({ metadata }) => metadata.name)).size).toBe(
      4,
    );
  });

  it('passes when the Job is complete', async () => {
    await gates.evaluate();
    await reportJob('Progressing');
    gates.clock.advance(60_000);
    expect(await gates.evaluate()).toMatchObject([
      {
        state: 'Running',
        message: expect.stringMatching(/^Job "gate-.*" is running\.$/),
      },
    ]);
    await reportJob('Healthy');
    const passed = {
      state: 'Passed',
      message: expect.stringMatching(/^Job "gate-.*" has completed\.$/),
      startedAt: '2026-01-01T12:00:00Z',
      finishedAt: '2026-01-01T12:01:00Z',
    };
    expect(await gates.evaluate()).toMatchObject([passed]);
    gates.clock.advance(24 * 3_600_000);
    expect(await gates.evaluate()).toMatchObject([passed]);
    expect(releases()).toHaveLength(1);
  });

  it('fails with the problem of the pod', async () => {
    await gates.evaluate();
    await reportJob('Degraded', {
      trouble: {
        reason: 'Error',
        message: 'Error of container main (1 of 1 pod): exit code 3',
        pods: 1,
        of: 1,
      },
    });
    expect(await gates.evaluate()).toMatchObject([
      {
        state: 'Failed',
        message: expect.stringMatching(
          /^Job "gate-.*" has failed: Error of container main .*exit code 3$/,
        ),
      },
    ]);
  });

  it('fails with the condition of the Job', async () => {
    await gates.evaluate();
    await reportJob('Degraded', {
      status: {
        conditions: [
          {
            type: 'Failed',
            status: 'True',
            reason: 'DeadlineExceeded',
            message: 'Job was active longer than specified deadline',
          },
        ],
      },
    });
    expect(await gates.evaluate()).toMatchObject([
      {
        state: 'Failed',
        message: expect.stringMatching(/has failed: Job was active longer/),
      },
    ]);
  });

  it('reports why pods do not run, and times out', async () => {
    await gates.evaluate();
    await reportJob('Progressing', {
      trouble: {
        reason: 'ImagePullBackOff',
        message: 'ImagePullBackOff of container main',
        pods: 1,
        of: 1,
      },
    });
    expect(await gates.evaluate()).toMatchObject([
      {
        state: 'Running',
        message: expect.stringMatching(/is running: ImagePullBackOff/),
      },
    ]);
    gates.clock.advance(600_000);
    const timedOut = {
      state: 'Unknown',
      message: expect.stringMatching(
        /^Timed out after 10m\. Job "gate-.*ImagePullBackOff/,
      ),
      finishedAt: '2026-01-01T12:10:00Z',
    };
    expect(await gates.evaluate()).toMatchObject([timedOut]);
    gates.clock.advance(600_000);
    expect(await gates.evaluate()).toMatchObject([timedOut]);
  });

  it('is unknown if the Job cannot be applied', async () => {
    await gates.evaluate();
    await report({
      conditions: [
        {
          type: 'Applied',
          status: 'False',
          reason: 'DataPlaneUnreachable',
          message: 'connection refused',
          lastTransitionTime: '2026-01-01T12:00:00Z',
        },
      ],
    });
    expect(await gates.evaluate()).toMatchObject([
      {
        state: 'Unknown',
        message: expect.stringMatching(
          /^Job "gate-.*" cannot run in staging: connection refused$/,
        ),
      },
    ]);
  });

  it('keeps a result while the data plane is unreachable', async () => {
    await gates.evaluate();
    await reportJob('Healthy');
    await report({
      conditions: [
        {
          type: 'Applied',
          status: 'False',
          reason: 'DataPlaneUnreachable',
          message: 'connection refused',
          lastTransitionTime: '2026-01-01T12:00:00Z',
        },
      ],
    });
    expect(await gates.evaluate()).toMatchObject([{ state: 'Passed' }]);
  });

  /** The API server rejects the Job with a status. */
  function reject(code: number): ApiError {
    const error = new ApiError(
      {
        kind: 'Status',
        status: 'Failure',
        code,
        reason: 'Rejected',
        message: 'denied',
      },
      'POST releases',
    );
    jest.spyOn(gates.cluster, 'create').mockRejectedValue(error);
    return error;
  }

  it('is unknown if the API server rejects the Job', async () => {
    reject(422);
    expect(await gates.evaluate()).toMatchObject([
      { state: 'Unknown', message: 'The Job could not be created: denied' },
    ]);
  });

  it('is retried if the API server is unavailable', async () => {
    const error = reject(503);
    await expect(gates.evaluate()).rejects.toBe(error);
  });

  it('is deleted with the Jobs of the promotion only', async () => {
    await gates.evaluate({ gates: [gate, { ...gate, name: 'load' }] });
    const { promotion } = gates.subject;
    const other = {
      ...promotion,
      metadata: { ...promotion.metadata, name: 'greeter-2', uid: 'uid-2' },
    };
    await deleteGateJobs(other, gates.cluster, gates.cluster);
    expect(gates.cluster.writes.map(({ verb }) => verb)).toEqual([
      'create',
      'create',
    ]);
    await deleteGateJobs(promotion, gates.cluster, gates.cluster);
    await deleteGateJobs(promotion, gates.cluster, gates.cluster);
    expect(releases().every(({ metadata }) => metadata.deletionTimestamp)).toBe(
      true,
    );
    expect(gates.cluster.writes.map(({ verb }) => verb)).toEqual([
      'create',
      'create',
      'delete',
      'delete',
    ]);
  });
});
