// A component in three environments with finished promotions, and one promotion that awaits approval.
import { loadPackage } from '../lib/load-package.mjs';

const model = loadPackage('@promenade/openchoreo-model');
const { buildArtifact } = loadPackage(
  'packages/control-plane/src/core/artifact/artifact',
);

export const organization = 'bench';
export const owner = { projectName: 'shop', componentName: 'orders' };
export const waitingPromotion = 'orders-waiting';

const environments = ['development', 'staging', 'production'];
const edges = [
  ['development', 'staging'],
  ['staging', 'production'],
];
const phases = ['Succeeded', 'Succeeded', 'Succeeded', 'RolledBack', 'Failed'];
const people = ['user:default/ada', 'user:default/ben', 'user:default/cleo'];

/** Releases of the component: promotions repeat them. */
const releases = 50;

const start = Date.parse('2020-01-01T00:00:00Z');
const hour = 3_600_000;
const timestamp = hours =>
  `${new Date(start + hours * hour).toISOString().slice(0, 19)}Z`;

let uids = 0;
const object = (kind, name, spec, { status, createdAt = 0 } = {}) => {
  uids += 1;
  return {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata: {
      name,
      ...(kind.scope === 'Namespaced' && { namespace: organization }),
      uid: `uid-${uids}`,
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: timestamp(createdAt),
    },
    spec,
    ...(status && { status }),
  };
};

const ready = since => ({
  observedGeneration: 1,
  conditions: [
    {
      type: 'Ready',
      status: 'True',
      reason: 'Ready',
      message: 'Ready.',
      lastTransitionTime: timestamp(since),
      observedGeneration: 1,
    },
  ],
});

const workloadOf = release => ({
  containers: { main: { image: `registry.test/orders:1.${release}.0` } },
  endpoints: { http: { type: 'HTTP', port: 8080 } },
});

const artifacts = Array.from({ length: releases }, (_, release) => {
  const { metadata, spec } = buildArtifact(
    organization,
    { owner },
    {
      kindOfBinding: 'ServiceBinding',
      className: 'default',
      workload: workloadOf(release),
    },
  );
  return object(model.deployableArtifactKind, metadata.name, spec);
});

/** A promotion that ended, with the decisions and transitions that a real one has. */
function finishedPromotion(number) {
  const [from, to] = edges[number % edges.length];
  const phase = phases[number % phases.length];
  const { metadata, spec } = artifacts[number % releases];
  const by = people[number % people.length];
  const at = timestamp(number);
  const transition = (name, message) => ({
    phase: name,
    at,
    by,
    reason: name,
    message,
  });
  return object(
    model.promotionKind,
    `orders-${String(number).padStart(6, '0')}`,
    {
      owner,
      from,
      to,
      artifactRef: metadata.name,
      requestedBy: by,
      reason: `Release ${number}`,
    },
    {
      createdAt: number,
      status: {
        phase,
        requester: { name: by, isVerified: true },
        artifactRef: metadata.name,
        previousArtifactRef:
          artifacts[(number + releases - 1) % releases].metadata.name,
        release: spec.contentHash,
        releaseLabel: spec.releaseLabel,
        startedAt: at,
        completedAt: at,
        steps: ['Check', 'Approval', 'RollOut', 'Verify'].map(name => ({
          name,
          state: 'Succeeded',
          startedAt: at,
          finishedAt: at,
        })),
        approvals: [
          {
            by: people[(number + 1) % people.length],
            decision: 'Approved',
            at,
          },
        ],
        transitions: [
          transition('Checking', 'Waiting for the gate.'),
          transition('AwaitingApproval', 'Needs approval.'),
          transition('Progressing', 'Rolling out.'),
          transition('Verifying', 'Waiting for it to be ready.'),
          transition(phase, 'Has ended.'),
        ],
      },
    },
  );
}

/** @param {number} count number of finished promotions */
export function platformObjects(count) {
  const deployed = artifacts[0];
  return [
    object(model.organizationKind, organization, {}),
    object(model.dataPlaneKind, 'default', {
      registry: { prefix: 'registry.test' },
      gateway: {
        publicVirtualHost: 'public.test',
        organizationVirtualHost: 'organization.test',
      },
    }),
    ...environments.map(name =>
      object(model.environmentKind, name, {
        dataPlaneRef: 'default',
        isProduction: name === 'production',
      }),
    ),
    object(model.deploymentPipelineKind, 'default', {
      promotionPaths: edges.map(([from, to]) => ({
        sourceEnvironmentRef: from,
        targetEnvironmentRefs: [{ name: to }],
      })),
    }),
    object(model.promotionPolicyKind, 'default', {
      pipelineRef: 'default',
      historyLimit: 1_000_000,
      retention: '1000000h',
      rules: [
        {
          from: 'staging',
          to: 'production',
          approvers: { minApprovals: 1 },
          expireAfter: '1000000h',
        },
      ],
    }),
    object(model.projectKind, owner.projectName, {
      deploymentPipelineRef: 'default',
    }),
    object(model.componentKind, owner.componentName, {
      owner: { projectName: owner.projectName },
      type: 'Service',
    }),
    ...artifacts,
    ...environments.map(environment =>
      object(
        model.serviceBindingKind,
        `orders-${environment}`,
        {
          owner,
          environment,
          className: 'default',
          artifactRef: deployed.metadata.name,
          releaseState: 'Active',
          workloadSpec: workloadOf(0),
        },
        { status: ready(0) },
      ),
    ),
    ...Array.from({ length: count }, (_, number) => finishedPromotion(number)),
    object(
      model.promotionKind,
      waitingPromotion,
      {
        owner,
        from: 'staging',
        to: 'production',
        artifactRef: deployed.metadata.name,
        requestedBy: people[0],
      },
      { createdAt: count + 1, status: { phase: 'AwaitingApproval' } },
    ),
  ];
}
