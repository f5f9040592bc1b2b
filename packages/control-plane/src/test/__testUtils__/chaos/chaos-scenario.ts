import { KubeClient } from '@promenade/kube-client';
import {
  KubernetesObject,
  componentKind,
  configurationGroupKind,
  deploymentPipelineKind,
  kindOf,
  organizationKind,
  promotionKind,
  serviceBindingKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import {
  aComponent,
  aComponentType,
  aConfigurationGroup,
  aDataPlane,
  aPipeline,
  aProject,
  aPromotion,
  aScheduledTask,
  aScheduledTaskClass,
  aService,
  aServiceClass,
  aWebApplication,
  aWebApplicationClass,
  aWorkload,
  anAPIClass,
  anEnvironment,
  anOrganization,
} from '../builders';
import { ofComponent, withSpec } from '../modifiers';
import {
  fromTo,
  withEnvironments,
  withImage,
  withWorkloadName,
} from '../spec-modifiers';

/** The organization of the scenario. */
export const chaosOrganization = 'chaos';

/** Name of the Secret with the credentials of the data plane `remote`. */
export const remoteCredentials = 'remote-credentials';

/** What people do at one time. Afterwards the platform settles. */
interface ChaosStep {
  readonly name: string;
  act(client: KubeClient, remoteUrl: string): Promise<void>;
}

const image = (tag: number) => withImage(`registry.test/app:${tag}`);
const key = (name: string) => ({ namespace: chaosOrganization, name });

async function create(
  client: KubeClient,
  ...objects: KubernetesObject[]
): Promise<void> {
  for (const object of objects) {
    const type = kindOf(object.apiVersion, object.kind);
    if (!type) throw new Error(`${object.kind} is not a kind of the model`);
    const { metadata } = object;
    await client.create(
      type,
      type.scope === 'Cluster'
        ? object
        : {
            ...object,
            metadata: { ...metadata, namespace: chaosOrganization },
          },
    );
  }
}

/** Two data planes, three environments, and a project that is isolated. */
const platform = (remoteUrl: string) => [
  aDataPlane('default'),
  aDataPlane(
    'remote',
    withSpec({
      kubernetesCluster: {
        name: 'remote',
        credentials: {
          apiServerURL: remoteUrl,
          secretRef: { name: remoteCredentials },
        },
      },
    }),
  ),
  anEnvironment('development'),
  anEnvironment('staging', withSpec({ dataPlaneRef: 'remote' })),
  anEnvironment('production', withSpec({ dataPlaneRef: 'remote' })),
  aPipeline('default', withEnvironments('development', 'staging')),
  aServiceClass('default'),
  aWebApplicationClass('default'),
  aScheduledTaskClass('default'),
  anAPIClass('default'),
  aComponentType('worker'),
  aProject('shop', withSpec({ cell: { isolation: 'Enforced' } })),
  aConfigurationGroup(
    'settings',
    withSpec({
      configurations: [
        {
          key: 'greeting',
          values: [
            { environment: 'development', value: 'hello' },
            { environment: 'staging', value: 'good day' },
          ],
        },
      ],
    }),
  ),
];

/** A component of each type. The site connects to the greeter, which has a public API and shared configuration. */
const components = () => [
  aComponent('greeter'),
  aWorkload(
    'greeter',
    ofComponent('greeter'),
    withSpec({
      containers: {
        main: {
          image: 'registry.test/app:1',
          env: [
            {
              key: 'GREETING',
              valueFrom: {
                configurationGroupRef: { name: 'settings', key: 'greeting' },
              },
            },
          ],
        },
      },
      endpoints: { api: { type: 'REST', port: 8080 } },
    }),
  ),
  aService(
    'greeter',
    ofComponent('greeter'),
    withWorkloadName('greeter'),
    withSpec({
      apis: {
        api: {
          type: 'REST',
          className: 'default',
          rest: {
            backend: { port: 8080, basePath: '/v1' },
            exposeLevels: ['Public'],
          },
        },
      },
    }),
  ),
  aComponent('site', withSpec({ type: 'WebApplication' })),
  aWorkload(
    'site',
    ofComponent('site'),
    image(1),
    withSpec({
      connections: {
        greeter: {
          type: 'api',
          params: {
            projectName: 'shop',
            componentName: 'greeter',
            endpoint: 'api',
          },
          inject: { env: [{ name: 'GREETER', value: '{{ .url }}' }] },
        },
      },
    }),
  ),
  aWebApplication('site', ofComponent('site'), withWorkloadName('site')),
  aComponent('report', withSpec({ type: 'ScheduledTask' })),
  aWorkload('report', ofComponent('report'), image(1)),
  aScheduledTask(
    'report',
    ofComponent('report'),
    withWorkloadName('report'),
    withSpec({ schedule: '0 0 1 1 *' }),
  ),
  aComponent(
    'worker',
    withSpec({
      type: undefined,
      componentType: { kind: 'ComponentType', name: 'deployment/worker' },
    }),
  ),
  aWorkload('worker', ofComponent('worker'), image(1)),
];

const promotions = (to: string, from: string) =>
  ['greeter', 'worker'].map(name =>
    aPromotion(`${name}-to-${to}`, ofComponent(name), fromTo(from, to)),
  );

/** A platform from its first to its last day. */
export const chaosSteps: readonly ChaosStep[] = [
  {
    name: 'four components are deployed',
    act: (client, remoteUrl) =>
      create(client, ...platform(remoteUrl), ...components()),
  },
  {
    name: 'two of them are promoted to another data plane',
    act: client => create(client, ...promotions('staging', 'development')),
  },
  {
    name: 'an image, shared configuration, an override and the pipeline change',
    async act(client) {
      const patch = (
        type: Parameters<KubeClient['patch']>[0],
        name: string,
        spec: object,
      ) => client.patch(type, key(name), { spec }, { type: 'merge' });
      await patch(workloadKind, 'greeter', {
        containers: { main: { image: 'registry.test/app:2' } },
      });
      await patch(configurationGroupKind, 'settings', {
        configurations: [
          {
            key: 'greeting',
            values: [
              { environment: 'development', value: 'hi' },
              { environment: 'staging', value: 'good evening' },
            ],
          },
        ],
      });
      await patch(serviceBindingKind, 'greeter-staging', {
        envOverrides: { replicas: 2 },
      });
      await patch(
        deploymentPipelineKind,
        'default',
        aPipeline(
          'default',
          withEnvironments('development', 'staging', 'production'),
        ).spec,
      );
    },
  },
  {
    name: 'one is promoted again, and one is deleted',
    async act(client) {
      await client.delete(componentKind, key('site'));
      await create(client, ...promotions('production', 'staging').slice(0, 1));
      await client.delete(promotionKind, key('worker-to-staging'));
    },
  },
  {
    name: 'the organization is deleted',
    act: client => client.delete(organizationKind, { name: chaosOrganization }),
  },
];

/** Creates the organization. Its namespace is created by the control plane. */
export const createOrganization = (client: KubeClient) =>
  create(client, anOrganization(chaosOrganization));
