import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import type { KindDefinition } from '@promenade/openchoreo-model';
import {
  buildKind,
  componentKind,
  contentHash,
  promotionKind,
  scheduledTaskBindingKind,
  serviceBindingKind,
  signingKeySecret,
} from '@promenade/openchoreo-model';
import type { ResourceType } from '@promenade/kube-client';
import type { TestPlatform } from './TestPlatform';

const secretType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  scope: 'Namespaced',
};

const owner = { projectName: 'tram', componentName: 'departures' };
const schedule = '15 3 * * *';
const lastTransitionTime = '2026-03-01T12:00:00Z';
const image = 'registry.test/tram/departures';
const workload = (tag: string) => ({
  containers: { main: { image: `${image}:${tag}` } },
});

/**
 * Creates what the examples of the actions are about, as if a control plane had deployed it: the component `departures` runs one
 * release in development and an older one in staging, and a promotion of it awaits approval.
 *
 * @param options - `others`: whether there are three other components: `alerts` and `planner`, which is built from source code, are not deployed, and `nightly-report` runs in production
 */
export async function prepareExamples(
  platform: TestPlatform,
  options: { others: boolean },
): Promise<void> {
  const { client, organization, openchoreo } = platform;
  const create = (kind: KindDefinition, name: string, spec: object) =>
    platform.create({
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: { name, namespace: organization },
      spec,
    });
  const status = (kind: KindDefinition, name: string, value: object) =>
    client.patchStatus(kind, { namespace: organization, name }, value);
  const createComponent = (name: string, input: object) =>
    openchoreo.verbs.execute(verbs.createComponent, {
      organization,
      project: 'tram',
      name,
      ...input,
    });

  const createBuild = async (component: string, name: string) => {
    await create(buildKind, name, {
      owner: { projectName: 'tram', componentName: component },
      repository: {
        url: `https://git.test/${component}`,
        revision: { branch: 'main' },
        appPath: '.',
      },
      templateRef: { name: 'docker' },
    });
    await status(buildKind, name, {
      phase: 'Succeeded',
      imageStatus: { image: `registry.test/tram/${component}:1` },
    });
  };
  const createDeployment = async (environment: string, tag: string) => {
    await platform.create({
      apiVersion: componentKind.apiVersion,
      kind: 'DeployableArtifact',
      metadata: { name: `departures-${tag}`, namespace: organization },
      spec: {
        owner,
        targetArtifact: { fromImageRef: { tag } },
        kindOfBinding: 'ServiceBinding',
        className: 'default',
        workload: workload(tag),
        contentHash: contentHash({ workload: workload(tag) }),
      },
    });
    const name = `departures-${environment}`;
    await create(serviceBindingKind, name, {
      owner,
      environment,
      className: 'default',
      releaseState: 'Active',
      workloadSpec: workload(tag),
    });
    await status(serviceBindingKind, name, {
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'ResourcesActive',
          message: 'Ready',
          lastTransitionTime,
          observedGeneration: 1,
        },
      ],
    });
  };
  const createPromotion = async (name: string, phase: string) => {
    await create(promotionKind, name, {
      owner,
      from: 'development',
      to: 'staging',
      artifactRef: 'departures-1',
    });
    await status(promotionKind, name, {
      phase,
      artifactRef: 'departures-1',
      requiredApproval: { count: 2, checklist: ['Load test'] },
    });
  };

  await createComponent('departures', { image: `${image}:2`, port: 8080 });
  await Promise.all([
    ...(options.others
      ? [
          createComponent('alerts', { image: `${image}:1`, port: 8080 }),
          createComponent('nightly-report', {
            type: 'ScheduledTask',
            image: `${image}:1`,
            schedule,
          }),
          create(scheduledTaskBindingKind, 'nightly-report-production', {
            owner: { projectName: 'tram', componentName: 'nightly-report' },
            environment: 'production',
            releaseState: 'Active',
            schedule,
            workloadSpec: workload('1'),
          }),
          createComponent('planner', {
            build: {
              repository: 'https://git.test/planner',
              template: 'docker',
            },
          }),
        ]
      : []),
    createBuild('planner', 'planner-first'),
    createBuild('departures', 'departures-build'),
    createDeployment('development', '2'),
    createDeployment('staging', '1'),
    createPromotion('departures-first', 'Succeeded'),
    createPromotion('departures-to-staging', 'AwaitingApproval'),
  ]);
}

/** Creates the Secret with the key that signs decisions, as the control plane does. */
export async function createSigningKey({
  client,
}: TestPlatform): Promise<void> {
  const { entry: _, ...metadata } = signingKeySecret;
  if (await client.find(secretType, metadata)) return;
  await client.create(
    {
      ...secretType,
      kind: 'Namespace',
      plural: 'namespaces',
      scope: 'Cluster',
    },
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: metadata.namespace },
    },
  );
  await client.create(secretType, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata,
    data: { key: Buffer.alloc(32, 'k').toString('base64') },
  });
}
