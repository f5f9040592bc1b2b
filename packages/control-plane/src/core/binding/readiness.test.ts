import { Release, releaseSchema } from '@promenade/openchoreo-model';
import { readinessOf, describeTrouble } from './readiness';

/** An observed Release with objects of the given health. */
function aRelease(
  health: string[],
  status: Partial<NonNullable<Release['status']>> = {},
): Release {
  return releaseSchema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'Release',
    metadata: { name: 'greeter', namespace: 'acme', generation: 2 },
    spec: {
      owner: { projectName: 'shop', componentName: 'greeter' },
      environmentName: 'development',
    },
    status: {
      observedGeneration: 2,
      resources: health.map((healthStatus, index) => ({
        id: `resource-${index}`,
        version: 'v1',
        kind: 'Service',
        name: 'x',
        healthStatus,
      })),
      ...status,
    },
  });
}

describe('the readiness of a binding', () => {
  it.each([
    [[], 'True', 'ResourcesActive', 'No resources to deploy'],
    [
      ['Healthy', 'Healthy'],
      'True',
      'ResourcesActive',
      'All 2 resources are deployed and healthy',
    ],
    [
      ['Healthy', 'Progressing', 'Unknown', 'Degraded'],
      'False',
      'ResourceHealthProgressing',
      'Resources status: 2/4 progressing, 1/4 degraded, 1/4 healthy',
    ],
    [
      ['Healthy', 'SomethingNew'],
      'False',
      'ResourceHealthProgressing',
      'Resources status: 1/2 progressing, 1/2 healthy',
    ],
    [
      ['Healthy', 'Degraded', 'Suspended'],
      'False',
      'ResourceHealthDegraded',
      'Resources status: 1/3 degraded, 1/3 healthy, 1/3 suspended',
    ],
  ])('with %j is %s / %s', (health, status, reason, message) => {
    expect(readinessOf(aRelease(health), 'Active')).toEqual({
      status,
      reason,
      message,
    });
  });

  it('has counts in the condition; the first problem is separate', () => {
    const release = aRelease(['Healthy', 'Progressing']);
    Object.assign(release.status?.resources?.[1] ?? {}, {
      kind: 'Deployment',
      name: 'greeter',
      trouble: {
        reason: 'ImagePullBackOff',
        message: 'ImagePullBackOff of container main (1 of 1 pod)',
        pods: 1,
        of: 1,
      },
    });
    expect(readinessOf(release, 'Active').message).toBe(
      'Resources status: 1/2 progressing, 1/2 healthy',
    );
    expect(describeTrouble(release)).toBe(
      'Deployment greeter: ImagePullBackOff of container main (1 of 1 pod)',
    );
  });

  it('is suspended if that is requested and an object is suspended', () => {
    const release = aRelease(['Suspended', 'Healthy']);
    expect(readinessOf(release, 'Suspend')).toMatchObject({
      status: 'False',
      reason: 'ResourcesSuspended',
      message: 'Resources suspended',
    });
  });

  describe('with a Deployment that is scaled to zero', () => {
    const scaledToZero = (spec: object) => {
      const release = aRelease(['Healthy', 'Suspended']);
      release.spec.resources = [
        {
          id: 'resource-1',
          object: { apiVersion: 'apps/v1', kind: 'Deployment', spec },
        },
      ];
      return readinessOf(release, 'Active');
    };

    it('is ready if an autoscaler sets the replicas', () => {
      expect(scaledToZero({})).toEqual({
        status: 'True',
        reason: 'ResourcesActive',
        message: 'All 2 resources are deployed and healthy; 1 scaled to zero',
      });
    });

    it.each([{ replicas: 0 }, { replicas: 2 }, { paused: true }])(
      'is degraded with %j',
      spec => {
        expect(scaledToZero(spec)).toMatchObject({
          status: 'False',
          reason: 'ResourceHealthDegraded',
        });
      },
    );
  });

  it('ignores a CronJob that waits for its schedule', () => {
    const release = aRelease(['Progressing']);
    release.status?.resources?.forEach(resource => {
      resource.kind = 'CronJob';
    });
    expect(readinessOf(release, 'Active')).toMatchObject({ status: 'True' });
  });

  it('ignores a status of an earlier generation of the Release', () => {
    const release = aRelease(['Healthy'], { observedGeneration: 1 });
    expect(readinessOf(release, 'Active')).toMatchObject({
      status: 'False',
      reason: 'ResourceHealthProgressing',
    });
  });

  it('has the reason of the server that rejected an object', () => {
    const release = aRelease(['Healthy'], {
      conditions: [
        {
          type: 'Applied',
          status: 'False',
          reason: 'ApplyFailed',
          message: 'Service x: spec.ports: Required value',
          lastTransitionTime: '2026-01-01T00:00:00Z',
        },
      ],
    });
    expect(readinessOf(release, 'Active')).toEqual({
      status: 'False',
      reason: 'ReleaseNotApplied',
      message: 'Service x: spec.ports: Required value',
    });
  });
});
