import {
  KubeObject,
  Logger,
  ResourceType,
  UnstructuredObject,
} from '@promenade/kube-client';
import {
  cellNamespace,
  componentKind,
  configurationGroupKind,
  kinds,
  promotionKind,
  releaseKind,
  scheduledTaskBindingKind,
  serviceBindingKind,
  serviceKind,
} from '@promenade/openchoreo-model';
import {
  Modifier,
  aComponent,
  aConfigurationGroup,
  aPromotion,
  aScheduledTask,
  aScheduledTaskClass,
  aService,
  aServiceClass,
  aWorkload,
  fromTo,
  withWorkloadName,
  ofComponent,
  withImage,
  withSpec,
} from '../__testUtils__';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

const image = 'registry.test/app:1';
const marked = 'marked-5ec7e7-value';

let platform: TestPlatform;
const logged: string[] = [];

const note =
  (level: string) =>
  (message: string, meta?: object): void => {
    const { error, ...rest } = { error: undefined, ...meta };
    logged.push(
      [level, message, JSON.stringify(rest), String(error)].join(' '),
    );
  };
const logger: Logger = {
  debug: note('debug'),
  info: note('info'),
  warn: note('warn'),
  error: note('error'),
};

beforeAll(async () => {
  platform = await startTestPlatform({ logger });
});

afterAll(() => platform?.stop());

const core = (kind: string, plural: string): ResourceType => ({
  group: '',
  version: 'v1',
  kind,
  plural,
  scope: 'Namespaced',
});

const serviceOf = (name: string, ...parts: Modifier[]) => [
  aComponent(name),
  aService(name, ofComponent(name), withWorkloadName(name), ...parts),
];

const taking = (env: object[], files: object[] = []) =>
  withSpec({ containers: { main: { image, env, files } } });

const keyOfGroup = (name: string, key: string) => ({
  key: key.toUpperCase(),
  valueFrom: { configurationGroupRef: { name, key } },
});

const group = (name: string, value: string) =>
  aConfigurationGroup(
    name,
    withSpec({
      configurations: [
        { key: 'host', values: [{ environment: 'development', value }] },
      ],
    }),
  );

const release = (name: string, wanted: (text: string) => boolean) =>
  platform.waitFor(releaseKind, name, ({ spec }) =>
    wanted(JSON.stringify(spec.resources)),
  );

describe('a class', () => {
  it('runs a stateful service', async () => {
    await platform.apply(
      aServiceClass('stateful', withSpec({ workloadKind: 'StatefulSet' })),
      aWorkload('store', ofComponent('store'), withImage(image)),
      ...serviceOf('store', withSpec({ className: 'stateful' })),
    );
    await platform.waitForCondition(componentKind, 'store', { status: 'True' });
    const { spec } = await release('store', () => true);
    expect(spec.resources?.map(({ id }) => id)).toContain('store-statefulset');
  });

  it('runs a task without a schedule once', async () => {
    await platform.apply(
      aScheduledTaskClass('default', withSpec({ jobTemplate: {} })),
      aComponent('migrate', withSpec({ type: 'ScheduledTask' })),
      aWorkload(
        'migrate',
        ofComponent('migrate'),
        withSpec({ containers: { main: { image } } }),
      ),
      aScheduledTask(
        'migrate',
        ofComponent('migrate'),
        withWorkloadName('migrate'),
      ),
    );
    await platform.waitFor(
      scheduledTaskBindingKind,
      'migrate',
      ({ status }) => status?.state === 'Ready',
    );
    const { spec } = await release('migrate', () => true);
    expect(spec.resources?.map(({ id }) => id)).toContain('migrate-job');
  });
});

describe('overrides of an environment', () => {
  it('are kept when the next release is promoted, which has its own parameters', async () => {
    await platform.apply(
      aWorkload('tuned', ofComponent('tuned'), withImage(image)),
      ...serviceOf('tuned', withSpec({ parameters: { replicas: 2 } })),
    );
    await platform.waitForCondition(componentKind, 'tuned', { status: 'True' });
    const promote = async (name: string) => {
      await platform.apply(
        aPromotion(
          name,
          ofComponent('tuned'),
          fromTo('development', 'staging'),
        ),
      );
      await platform.waitFor(
        promotionKind,
        name,
        ({ status }) => status?.phase === 'Succeeded',
      );
    };
    const patch = (type: ResourceType, name: string, spec: object) =>
      platform.client.patch(
        type,
        { namespace: platform.organization, name },
        { spec },
        { type: 'merge' },
      );
    await promote('tuned-1');
    const envOverrides = { replicas: 3 };
    await patch(serviceBindingKind, 'tuned-staging', { envOverrides });
    await release('tuned-staging', text => text.includes('"replicas":3'));

    const parameters = { replicas: 2, minReadySeconds: 1 };
    await patch(serviceKind, 'tuned', { parameters });
    await platform.waitFor(
      serviceBindingKind,
      'tuned',
      ({ spec, status, metadata }) =>
        spec.parameters?.minReadySeconds === 1 &&
        status?.observedGeneration === metadata.generation &&
        status?.state === 'Ready',
    );
    await promote('tuned-2');
    const staging = await platform.waitFor(
      serviceBindingKind,
      'tuned-staging',
      ({ spec }) => spec.parameters?.minReadySeconds === 1,
    );
    expect(staging.spec.envOverrides).toEqual(envOverrides);
    await release(
      'tuned-staging',
      text =>
        text.includes('"replicas":3') && text.includes('"minReadySeconds":1'),
    );
  });
});

describe('configuration', () => {
  const setHost = (value: string) =>
    platform.client.patch(
      configurationGroupKind,
      { namespace: platform.organization, name: 'db' },
      {
        spec: {
          configurations: [
            { key: 'host', values: [{ environment: 'development', value }] },
          ],
        },
      },
      { type: 'merge' },
    );
  const isReady = (reason?: string) =>
    platform.waitForCondition(serviceBindingKind, 'configured', {
      status: 'True',
      reason,
    });

  it('reaches pods, and a change restarts them', async () => {
    await platform.apply(
      group('db', 'first.test'),
      aWorkload(
        'configured',
        ofComponent('configured'),
        withImage(image),
        taking([keyOfGroup('db', 'host')]),
      ),
      ...serviceOf('configured'),
    );
    await isReady();
    const first = await release('configured', t => t.includes('first.test'));
    await setHost('second.test');
    const second = await release('configured', t => t.includes('second.test'));
    const checksums = [first, second].map(
      ({ spec }) =>
        /configuration-checksum":"([0-9a-f]{64})/.exec(
          JSON.stringify(spec.resources),
        )?.[1],
    );
    expect(checksums[0]).toBeDefined();
    expect(checksums[1]).not.toBe(checksums[0]);
  });

  it('is kept while its group is missing, which a condition reports, and follows when it returns', async () => {
    const key = { namespace: platform.organization, name: 'db' };
    await isReady();
    const before = await release('configured', t => t.includes('second.test'));
    await platform.client.delete(configurationGroupKind, key);
    const message = await platform.waitForCondition(
      serviceBindingKind,
      'configured',
      { status: 'False', reason: 'ConfigurationMissing' },
    );
    expect(message).toContain(
      'containers.main.env[HOST].valueFrom: ConfigurationGroup "db" not found',
    );
    const after = await release('configured', () => true);
    expect(after.spec).toEqual(before.spec);
    await platform.apply(group('db', 'third.test'));
    await release('configured', t => t.includes('third.test'));
    await isReady();
  });

  it('that never existed is left out with a warning, as in OpenChoreo', async () => {
    await platform.apply(
      aWorkload(
        'hopeful',
        ofComponent('hopeful'),
        withImage(image),
        taking([keyOfGroup('nowhere', 'host')]),
      ),
      ...serviceOf('hopeful'),
    );
    await platform.waitForCondition(componentKind, 'hopeful', {
      status: 'True',
    });
    expect(
      await platform.waitForCondition(serviceBindingKind, 'hopeful', {
        type: 'ConfigurationWarnings',
        status: 'True',
      }),
    ).toContain('ConfigurationGroup "nowhere" not found');
  });

  it('never contains a secret value', async () => {
    const cell = cellNamespace(platform.organization, 'shop', 'development');
    const secrets = core('Secret', 'secrets');
    for (const namespace of [cell, platform.organization]) {
      const secret: UnstructuredObject = {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'tokens', namespace },
        stringData: { token: marked },
      };
      await platform.client.create(secrets, secret);
    }
    const secretRef = { name: 'tokens', key: 'token' };
    await platform.apply(
      aWorkload(
        'trusted',
        ofComponent('trusted'),
        withImage(image),
        taking(
          [{ key: 'TOKEN', valueFrom: { secretRef } }],
          [{ mountPath: '/etc/token', valueFrom: { secretRef } }],
        ),
      ),
      ...serviceOf('trusted'),
    );
    await platform.waitForCondition(componentKind, 'trusted', {
      status: 'True',
    });
    await platform.waitUntilIdle();

    const written: KubeObject[] = [];
    const collect = async (type: ResourceType, namespace: string) => {
      const { items } = await platform.client.list<KubeObject>(type, {
        namespace: type.scope === 'Cluster' ? undefined : namespace,
      });
      written.push(...items);
    };
    for (const kind of kinds) await collect(kind, platform.organization);
    for (const namespace of [cell, platform.organization]) {
      await collect(core('Event', 'events'), namespace);
      await collect(core('ConfigMap', 'configmaps'), namespace);
      await collect(
        { ...core('Deployment', 'deployments'), group: 'apps' },
        namespace,
      );
    }
    const text = JSON.stringify(written);
    expect(text).toContain('"secretKeyRef":{"key":"token","name":"tokens"}');
    expect(text).not.toContain(marked);
    expect(text).not.toContain(Buffer.from(marked).toString('base64'));
    expect(logged.join('\n')).not.toContain(marked);
    const held = await platform.client.get<UnstructuredObject>(secrets, {
      namespace: cell,
      name: 'tokens',
    });
    expect(JSON.stringify(held)).toContain(
      Buffer.from(marked).toString('base64'),
    );
  });
});
