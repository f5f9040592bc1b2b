import { healthOf } from './health-of';

function live(apiVersion: string, kind: string, rest: object) {
  return { apiVersion, kind, metadata: { name: 'it', generation: 2 }, ...rest };
}

const condition = (type: string, status: string, reason = 'Because') => ({
  type,
  status,
  reason,
});

const available = {
  observedGeneration: 2,
  replicas: 2,
  updatedReplicas: 2,
  readyReplicas: 2,
  availableReplicas: 2,
  conditions: [
    condition('Available', 'True'),
    condition('Progressing', 'True'),
  ],
};

describe('row 22: health', () => {
  it('is Unknown without an object', () => {
    expect(healthOf(undefined)).toBe('Unknown');
  });

  it('is Progressing while an object is being deleted', () => {
    expect(
      healthOf({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'it', deletionTimestamp: '2026-01-01T00:00:00Z' },
      }),
    ).toBe('Progressing');
  });

  describe('of a Deployment', () => {
    it.each([
      ['Suspended', 'is paused', { paused: true }, available],
      ['Suspended', 'has no replicas', { replicas: 0 }, available],
      ['Progressing', 'was not looked at yet', { replicas: 2 }, {}],
      [
        'Progressing',
        'was looked at before it changed',
        { replicas: 2 },
        { ...available, observedGeneration: 1 },
      ],
      [
        'Degraded',
        'took too long',
        { replicas: 2 },
        {
          ...available,
          conditions: [
            condition('Progressing', 'False', 'ProgressDeadlineExceeded'),
          ],
        },
      ],
      [
        'Degraded',
        'cannot make pods',
        { replicas: 2 },
        { ...available, conditions: [condition('ReplicaFailure', 'True')] },
      ],
      [
        'Progressing',
        'waits for its first pod',
        { replicas: 2 },
        { ...available, readyReplicas: 0, availableReplicas: 0 },
      ],
      [
        'Degraded',
        'has no pod and does not get on',
        { replicas: 2 },
        { observedGeneration: 2, updatedReplicas: 2 },
      ],
      [
        'Progressing',
        'was not called available or otherwise yet',
        { replicas: 2 },
        {
          observedGeneration: 2,
          updatedReplicas: 2,
          readyReplicas: 1,
          availableReplicas: 1,
          unavailableReplicas: 1,
        },
      ],
      [
        'Degraded',
        'has lost some of its pods',
        { replicas: 2 },
        {
          ...available,
          readyReplicas: 1,
          availableReplicas: 1,
          unavailableReplicas: 1,
          conditions: [condition('Available', 'False')],
        },
      ],
      [
        'Progressing',
        'still has pods of the former template',
        { replicas: 2 },
        { ...available, updatedReplicas: 1 },
      ],
      ['Healthy', 'has all its pods', { replicas: 2 }, available],
    ])('is %s when it %s', (health, _, spec, status) => {
      expect(healthOf(live('apps/v1', 'Deployment', { spec, status }))).toBe(
        health,
      );
    });

    it('uses one replica by default', () => {
      const status = {
        ...available,
        updatedReplicas: 1,
        readyReplicas: 1,
        availableReplicas: 1,
      };
      expect(
        healthOf(live('apps/v1', 'Deployment', { spec: {}, status })),
      ).toBe('Healthy');
    });
  });

  it.each([
    [
      'Progressing',
      { observedGeneration: 2, currentRevision: 'a', updateRevision: 'b' },
    ],
    ['Progressing', { observedGeneration: 2, readyReplicas: 0 }],
    [
      'Healthy',
      {
        observedGeneration: 2,
        currentRevision: 'a',
        updateRevision: 'a',
        replicas: 1,
        readyReplicas: 1,
        availableReplicas: 1,
      },
    ],
  ])('of a StatefulSet is %s with status %j', (health, status) => {
    expect(healthOf(live('apps/v1', 'StatefulSet', { status }))).toBe(health);
  });

  it.each([
    ['Progressing', { phase: 'Pending' }],
    ['Healthy', { phase: 'Running', containerStatuses: [{ ready: true }] }],
    [
      'Progressing',
      { phase: 'Running', containerStatuses: [{ ready: false }] },
    ],
    [
      'Degraded',
      {
        phase: 'Running',
        containerStatuses: [
          { ready: false, state: { waiting: { reason: 'CrashLoopBackOff' } } },
        ],
      },
    ],
    ['Healthy', { phase: 'Succeeded' }],
    ['Degraded', { phase: 'Failed' }],
    ['Unknown', {}],
  ])('of a Pod is %s with status %j', (health, status) => {
    expect(healthOf(live('v1', 'Pod', { status }))).toBe(health);
  });

  it.each([
    ['Suspended', { suspend: true }, {}],
    ['Progressing', {}, { active: [{ name: 'job' }] }],
    ['Healthy', {}, { lastScheduleTime: '2026-01-01T00:00:00Z' }],
    ['Progressing', {}, {}],
  ])(
    'of a CronJob is %s with spec %j and status %j',
    (health, spec, status) => {
      expect(healthOf(live('batch/v1', 'CronJob', { spec, status }))).toBe(
        health,
      );
    },
  );

  it.each([
    ['Progressing', []],
    ['Healthy', [condition('Complete', 'True')]],
    ['Degraded', [condition('Failed', 'True')]],
  ])('of a Job is %s with conditions %j', (health, conditions) => {
    expect(
      healthOf(live('batch/v1', 'Job', { spec: {}, status: { conditions } })),
    ).toBe(health);
  });

  it.each([
    ['Healthy', 'no gateway has looked at it', undefined],
    [
      'Healthy',
      'its gateway accepts it',
      [{ conditions: [condition('Accepted', 'True')] }],
    ],
    [
      'Degraded',
      'its gateway refuses it',
      [{ conditions: [condition('Accepted', 'False')] }],
    ],
    [
      'Degraded',
      'its backend is not there',
      [{ conditions: [condition('ResolvedRefs', 'False')] }],
    ],
    [
      'Healthy',
      'its gateway refused an earlier version',
      [
        {
          conditions: [
            { ...condition('Accepted', 'False'), observedGeneration: 1 },
          ],
        },
      ],
    ],
  ])('of an HTTPRoute is %s when %s', (health, _, parents) => {
    expect(
      healthOf(
        live('gateway.networking.k8s.io/v1', 'HTTPRoute', {
          status: parents && { parents },
        }),
      ),
    ).toBe(health);
  });

  it.each([
    ['Healthy', 'Bound'],
    ['Progressing', 'Pending'],
    ['Degraded', 'Lost'],
  ])('of a PersistentVolumeClaim is %s when it is %s', (health, phase) => {
    expect(
      healthOf(live('v1', 'PersistentVolumeClaim', { status: { phase } })),
    ).toBe(health);
  });

  it.each([
    ['Progressing', []],
    ['Healthy', [condition('AbleToScale', 'True')]],
    [
      'Degraded',
      [condition('AbleToScale', 'True'), condition('ScalingActive', 'False')],
    ],
  ])('of a HorizontalPodAutoscaler is %s with %j', (health, conditions) => {
    expect(
      healthOf(
        live('autoscaling/v2', 'HorizontalPodAutoscaler', {
          status: { conditions },
        }),
      ),
    ).toBe(health);
  });

  it.each([
    ['Healthy', 'gateway.networking.k8s.io/v1', 'GRPCRoute'],
    ['Healthy', 'gateway.networking.k8s.io/v1alpha2', 'TCPRoute'],
    ['Healthy', 'gateway.networking.k8s.io/v1alpha2', 'UDPRoute'],
    ['Healthy', 'gateway.networking.k8s.io/v1alpha3', 'BackendTLSPolicy'],
    ['Healthy', 'gateway.envoyproxy.io/v1alpha1', 'HTTPRouteFilter'],
    ['Healthy', 'gateway.envoyproxy.io/v1alpha1', 'SecurityPolicy'],
    ['Healthy', 'gateway.envoyproxy.io/v1alpha1', 'BackendTrafficPolicy'],
    ['Healthy', 'gateway.envoyproxy.io/v1alpha1', 'ClientTrafficPolicy'],
    ['Healthy', 'gateway.envoyproxy.io/v1alpha1', 'Backend'],
    ['Progressing', 'gateway.networking.k8s.io/v1', 'Gateway'],
    ['Healthy', 'v1', 'ConfigMap'],
    ['Healthy', 'v1', 'Secret'],
    ['Healthy', 'v1', 'Service'],
    ['Healthy', 'networking.k8s.io/v1', 'NetworkPolicy'],
    ['Healthy', 'cilium.io/v2', 'CiliumNetworkPolicy'],
    ['Healthy', 'cilium.io/v2', 'CiliumEgressGatewayPolicy'],
    ['Healthy', 'cilium.io/v2', 'CiliumEnvoyConfig'],
    ['Healthy', 'secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass'],
    ['Progressing', 'external-secrets.io/v1', 'ExternalSecret'],
    ['Progressing', 'policy/v1', 'PodDisruptionBudget'],
  ])('is %s while nothing reports on a %s %s', (health, apiVersion, kind) => {
    expect(healthOf(live(apiVersion, kind, {}))).toBe(health);
  });

  it.each(['SecurityPolicy', 'BackendTrafficPolicy', 'ClientTrafficPolicy'])(
    'of a %s is Degraded when a gateway refuses it',
    kind => {
      const ancestors = [{ conditions: [condition('Accepted', 'False')] }];
      expect(
        healthOf(
          live('gateway.envoyproxy.io/v1alpha1', kind, {
            status: { ancestors },
          }),
        ),
      ).toBe('Degraded');
    },
  );

  it.each([
    ['Healthy', condition('Accepted', 'True')],
    ['Degraded', condition('Accepted', 'False')],
    ['Healthy', { ...condition('Accepted', 'False'), observedGeneration: 1 }],
  ])('of a Backend is %s with %j', (health, accepted) => {
    expect(
      healthOf(
        live('gateway.envoyproxy.io/v1alpha1', 'Backend', {
          status: { conditions: [accepted] },
        }),
      ),
    ).toBe(health);
  });

  it.each([
    ['Healthy', { type: 'ClusterIP' }, {}],
    ['Progressing', { type: 'LoadBalancer' }, { loadBalancer: {} }],
    [
      'Healthy',
      { type: 'LoadBalancer' },
      { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
    ],
  ])(
    'of a Service is %s with spec %j and status %j',
    (health, spec, status) => {
      expect(healthOf(live('v1', 'Service', { spec, status }))).toBe(health);
    },
  );

  it.each([
    ['Progressing', { observedGeneration: 1 }],
    [
      'Progressing',
      { observedGeneration: 2, currentHealthy: 1, desiredHealthy: 2 },
    ],
    [
      'Healthy',
      { observedGeneration: 2, currentHealthy: 2, desiredHealthy: 2 },
    ],
    [
      'Degraded',
      {
        observedGeneration: 2,
        conditions: [condition('DisruptionAllowed', 'False', 'SyncFailed')],
      },
    ],
  ])('of a PodDisruptionBudget is %s with status %j', (health, status) => {
    expect(healthOf(live('policy/v1', 'PodDisruptionBudget', { status }))).toBe(
      health,
    );
  });

  it.each([
    [
      'Healthy',
      'cilium.io/v2',
      'CiliumNetworkPolicy',
      condition('Valid', 'True'),
    ],
    [
      'Degraded',
      'cilium.io/v2',
      'CiliumNetworkPolicy',
      condition('Valid', 'False'),
    ],
    [
      'Healthy',
      'external-secrets.io/v1',
      'ExternalSecret',
      condition('Ready', 'True', 'SecretSynced'),
    ],
    [
      'Degraded',
      'external-secrets.io/v1',
      'ExternalSecret',
      condition('Ready', 'False', 'SecretSyncedError'),
    ],
    [
      'Progressing',
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      condition('Established', 'False'),
    ],
    [
      'Healthy',
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      condition('Established', 'True'),
    ],
  ])('is %s for a %s %s with %j', (health, apiVersion, kind, reported) => {
    expect(
      healthOf(live(apiVersion, kind, { status: { conditions: [reported] } })),
    ).toBe(health);
  });

  it.each([
    ['Progressing', { observedGeneration: 1 }],
    ['Progressing', { observedGeneration: 2, desiredNumberScheduled: 1 }],
    [
      'Healthy',
      {
        observedGeneration: 2,
        desiredNumberScheduled: 1,
        updatedNumberScheduled: 1,
        numberAvailable: 1,
      },
    ],
  ])('of a DaemonSet is %s with status %j', (health, status) => {
    expect(healthOf(live('apps/v1', 'DaemonSet', { status }))).toBe(health);
  });

  it.each([
    ['Suspended', { replicas: 0 }, {}],
    ['Progressing', { replicas: 1 }, { observedGeneration: 2 }],
    [
      'Healthy',
      { replicas: 1 },
      { observedGeneration: 2, availableReplicas: 1 },
    ],
  ])(
    'of a ReplicaSet is %s with spec %j and status %j',
    (health, spec, status) => {
      expect(healthOf(live('apps/v1', 'ReplicaSet', { spec, status }))).toBe(
        health,
      );
    },
  );

  it('of a StatefulSet without replicas is Suspended', () => {
    expect(
      healthOf(live('apps/v1', 'StatefulSet', { spec: { replicas: 0 } })),
    ).toBe('Suspended');
  });

  describe('of any other kind', () => {
    it.each([
      ['Healthy', undefined],
      ['Healthy', { conditions: [condition('Ready', 'True')] }],
      ['Progressing', { conditions: [condition('Ready', 'False')] }],
      ['Progressing', { conditions: [condition('Ready', 'Unknown')] }],
      [
        'Progressing',
        {
          conditions: [
            { ...condition('Ready', 'True'), observedGeneration: 1 },
          ],
        },
      ],
      ['Degraded', { conditions: [condition('Stalled', 'True')] }],
      [
        'Degraded',
        {
          conditions: [
            condition('Ready', 'False'),
            condition('Stalled', 'True'),
          ],
        },
      ],
      ['Progressing', { conditions: [condition('Reconciling', 'True')] }],
      ['Progressing', { observedGeneration: 1 }],
      ['Healthy', { observedGeneration: 2 }],
    ])('is %s with status %j', (health, status) => {
      expect(healthOf(live('example.com/v1', 'Thing', { status }))).toBe(
        health,
      );
    });
  });
});
