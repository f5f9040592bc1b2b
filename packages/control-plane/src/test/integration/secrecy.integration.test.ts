import { isNotFound, KubeObject } from '@promenade/kube-client';
import {
  annotations,
  cellNamespace,
  componentKind,
  environmentKind,
  getCondition,
  kinds,
  promotionKind,
  releaseKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import {
  aComponent,
  aConfigurationGroup,
  aDataPlane,
  anAPIClass,
  aPromotion,
  aService,
  aServiceBinding,
  aWorkload,
  fromTo,
  deployedTo,
  withWorkloadName,
  ofComponent,
  testProject,
  withSpec,
  anEnvironment,
} from '../__testUtils__';
import {
  ControlPlaneProcess,
  startControlPlaneProcess,
} from '../__testUtils__/control-plane-process';
import { SecretMarkers, SearchedText } from '../__testUtils__/secret-markers';
import { namespacedTypes } from '../__testUtils__/namespaced-types';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';
import { jsonAt } from '../../runtime/json';
import { readCredentials } from '../__testUtils__/release/read-credentials';
import { secretType } from '../../runtime/kubernetes-types';

jest.setTimeout(240_000);

/** Data planes that cannot be signed in to, and the environments on them. */
const outOfReach = ['inline', 'by-url', 'by-secret', 'wrong-token'];

/** Kinds whose spec users write, so that it may contain their values. A Release is not one of them. */
const declared = new Set(
  kinds.filter(kind => kind !== releaseKind).map(({ kind }) => kind),
);

describe('secret values', () => {
  const marks = new SecretMarkers();
  const inSecrets = new SecretMarkers();
  let platform: TestPlatform;
  let controlPlane: ControlPlaneProcess;
  let searched: SearchedText[];
  let control: string;

  const cell = (environment: string) =>
    cellNamespace(platform.organization, testProject, environment);

  async function secret(
    namespace: string,
    name: string,
    data: Record<string, string>,
  ) {
    await platform.client.create(secretType, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      stringData: data,
    });
  }

  beforeAll(async () => {
    platform = await startTestPlatform();
    await platform.stopControlPlane();
    controlPlane = await startControlPlaneProcess(
      ...['--kubeconfig', platform.kubeconfig],
      ...['--organizations', platform.organization],
      ...['--leader-elect-namespace', platform.organization],
      ...['--log-level', 'debug'],
    );
    await plantAndDeploy();
    await promote();
    await fail();
    await look();
    await remove();
    await look();
  });

  afterAll(async () => {
    await controlPlane?.end('SIGTERM');
    await platform?.stop();
  });

  /** A component that reads secrets in every way that there is, and APIs that are protected by some. */
  async function plantAndDeploy() {
    const { organization } = platform;
    control = `control-${organization}`;
    await secret(organization, 'git', {
      username: 'git',
      password: inSecrets.create('git-password'),
    });
    await platform.apply(
      aConfigurationGroup(
        'db',
        withSpec({
          configurations: [
            {
              key: 'host',
              values: [{ environment: 'development', value: control }],
            },
          ],
        }),
      ),
      anAPIClass('default'),
      anAPIClass(
        'by-key',
        withSpec({
          restPolicy: {
            defaults: {
              authentication: {
                type: 'apikey',
                apikey: { header: 'X-Key', secretRef: 'callers' },
              },
            },
          },
        }),
      ),
      anAPIClass(
        'by-password',
        withSpec({
          restPolicy: {
            defaults: {
              authentication: { type: 'basic', basic: { secretRef: 'users' } },
            },
          },
        }),
      ),
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
                  key: 'TOKEN',
                  valueFrom: { secretRef: { name: 'tokens', key: 'token' } },
                },
                {
                  key: 'HOST',
                  valueFrom: {
                    configurationGroupRef: { name: 'db', key: 'host' },
                  },
                },
              ],
              files: [
                {
                  mountPath: '/etc/token',
                  valueFrom: { secretRef: { name: 'tokens', key: 'token' } },
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
            keyed: restApi('by-key'),
            named: restApi('by-password'),
          },
        }),
      ),
    );
    await platform.waitFor(releaseKind, 'greeter', ({ status }) =>
      Boolean(status?.resources?.length),
    );
    for (const [name, key] of [
      ['tokens', 'token'],
      ['callers', 'client'],
      ['users', '.htpasswd'],
    ]) {
      await secret(cell('development'), name, {
        [key]: inSecrets.create(name),
      });
    }
    await platform.waitForCondition(componentKind, 'greeter', {
      status: 'True',
    });
    // Its readers are restarted, which would be an occasion to record its content.
    await platform.client.patch(
      secretType,
      { namespace: cell('development'), name: 'tokens' },
      { stringData: { token: inSecrets.create('tokens-changed') } },
      { type: 'merge' },
    );
    await restarted();
  }

  async function restarted() {
    const type = await platform.client.resourceFor('apps/v1', 'Deployment');
    if (!type) throw new Error('no Deployments');
    for (let versions = new Set<unknown>(); versions.size < 1; ) {
      const { items } = await platform.client.list(type, {
        namespace: cell('development'),
      });
      versions = new Set(
        items
          .map(item =>
            jsonAt(
              item,
              ...['spec', 'template', 'metadata', 'annotations'],
              annotations.secretVersions,
            ),
          )
          .filter(Boolean),
      );
    }
  }

  async function promote() {
    await platform.apply(
      aPromotion(
        'to-staging',
        ofComponent('greeter'),
        fromTo('development', 'staging'),
      ),
    );
    await platform.waitForCondition(promotionKind, 'to-staging', {
      type: 'Complete',
      status: 'True',
    });
  }

  /** Every error repeats some input. */
  async function fail() {
    const { organization } = platform;
    const [user, password] = [
      marks.create('url-user'),
      marks.create('url-password'),
    ];
    const credentials = {
      apiServerURL: `https://${user}:${password}@127.0.0.1:1`,
      caCert: marks.create('ca-certificate'),
      clientCert: marks.create('client-certificate'),
      clientKey: marks.create('client-key'),
    };
    const observer = {
      url: 'https://observer.test',
      authentication: {
        basicAuth: {
          username: 'reader',
          password: marks.create('observer-password'),
        },
      },
    };
    await secret(organization, 'away', {
      token: inSecrets.create('data-plane-token'),
      'ca.crt': inSecrets.create('data-plane-ca'),
      'tls.key': inSecrets.create('data-plane-key'),
    });
    await platform.apply(
      aDataPlane(
        'inline',
        withSpec({
          observer,
          kubernetesCluster: { name: 'inline', credentials },
        }),
      ),
      aDataPlane(
        'by-url',
        withSpec({
          kubernetesCluster: {
            name: 'by-url',
            credentials: { apiServerURL: credentials.apiServerURL },
          },
        }),
      ),
      aDataPlane(
        'by-secret',
        withSpec({
          kubernetesCluster: {
            name: 'by-secret',
            credentials: {
              apiServerURL: 'https://127.0.0.1:1',
              secretRef: { name: 'away' },
            },
          },
        }),
      ),
      aDataPlane(
        'wrong-token',
        withSpec({
          kubernetesCluster: {
            name: 'wrong-token',
            credentials: {
              apiServerURL: platform.client.server,
              secretRef: { name: 'token' },
            },
          },
        }),
      ),
    );
    const { 'ca.crt': ca = '' } = readCredentials(platform.kubeconfig);
    await secret(organization, 'token', {
      'ca.crt': Buffer.from(ca, 'base64').toString('utf8'),
      token: inSecrets.create('refused-token'),
    });
    const secretUrl = (path: string) =>
      `https://${user}:${password}@idp.test/${path}`;
    await platform.apply(
      ...outOfReach.flatMap(name => [
        anEnvironment(name, withSpec({ dataPlaneRef: name })),
        aServiceBinding(
          `greeter-${name}`,
          ofComponent('greeter'),
          deployedTo(name, 'registry.test/app:1'),
        ),
      ]),
      anAPIClass(
        'by-token',
        withSpec({
          restPolicy: {
            defaults: {
              authentication: {
                type: 'jwt',
                jwt: { jwks: secretUrl('jwks'), issuer: 'https://idp.test' },
              },
            },
          },
        }),
      ),
      aServiceBinding(
        'closed',
        ofComponent('greeter'),
        deployedTo('development', 'registry.test/app:1'),
        withSpec({
          apis: {
            token: restApi('by-token'),
            proxy: {
              ...restApi('default'),
              rest: { backend: { port: 80, target: { url: secretUrl('v1') } } },
            },
          },
        }),
      ),
      // The API server rejects it and repeats the value.
      aServiceBinding(
        'refused',
        ofComponent('greeter'),
        deployedTo('development', 'registry.test/app:1'),
        withSpec({ parameters: { strategy: { type: 'Sometimes' } } }),
      ),
    );
    for (const name of outOfReach) {
      await platform.waitForCondition(serviceBindingKind, `greeter-${name}`, {
        status: 'False',
        reason: 'ReleaseNotApplied',
      });
    }
    await platform.waitForCondition(serviceBindingKind, 'closed', {
      status: 'False',
      reason: 'InvalidConfiguration',
    });
    await platform.waitForCondition(serviceBindingKind, 'refused', {
      status: 'False',
      reason: 'ReleaseNotApplied',
    });
  }

  async function remove() {
    const { client, organization: namespace } = platform;
    const giveUp = {
      metadata: { annotations: { [annotations.skipCleanup]: 'true' } },
    };
    await Promise.all(
      outOfReach.map(async name => {
        const environment = { namespace, name };
        const release = { namespace, name: `greeter-${name}` };
        await client.delete(environmentKind, environment);
        await platform.waitFor(
          releaseKind,
          release.name,
          ({ status }) =>
            getCondition(status?.conditions, 'Finalizing') !== undefined,
        );
        for (const [kind, key] of [
          [releaseKind, release],
          [environmentKind, environment],
        ] as const) {
          // An environment whose data plane has nothing to clean up is deleted at once.
          await client
            .patch(kind, key, giveUp, { type: 'merge' })
            .catch((error: unknown) => {
              if (!isNotFound(error)) throw error;
            });
        }
        await platform.waitUntilGone<KubeObject>(environmentKind, environment);
      }),
    );
    await client.delete(componentKind, { namespace, name: 'greeter' });
    await platform.waitUntilGone(componentKind, { namespace, name: 'greeter' });
  }

  /** Takes note of everything that is written at this moment. */
  async function look() {
    const { client, organization } = platform;
    const objects: KubeObject[] = [];
    for (const type of await namespacedTypes(client)) {
      for (const namespace of [
        organization,
        cell('development'),
        cell('staging'),
        'default',
      ]) {
        const { items } = await client.list(type, { namespace });
        objects.push(...items);
      }
    }
    const figures = await fetch(`${controlPlane.health}/metrics`);
    searched = [
      ...(searched ?? []),
      ...objects.map(object => ({
        where: `${object.kind} ${object.metadata.namespace}/${object.metadata.name}`,
        text: JSON.stringify(written(object)),
      })),
      { where: 'the log', text: controlPlane.output() },
      { where: 'the metrics', text: await figures.text() },
      ...objects.map(object => ({
        where: `all of ${object.kind} ${object.metadata.namespace}/${object.metadata.name}`,
        text: JSON.stringify(object),
      })),
    ];
  }

  it('are not in any object, event, log or metric', () => {
    const found = searched.filter(({ where }) => !where.startsWith('all of '));
    expect(marks.findIn(found)).toEqual([]);
  });

  it('in a Secret are nowhere else', () => {
    expect(inSecrets.findIn(searched)).toEqual([]);
  });

  it('would be found: other values are found where they are written', () => {
    const places = searched
      .filter(({ text }) => text.includes(control))
      .map(({ where }) => where.split(' ')[0]);
    expect(places).toEqual(expect.arrayContaining(['ConfigMap']));
    expect(searched.map(({ where }) => where.split(' ')[0])).toEqual(
      expect.arrayContaining([
        'Release',
        'ServiceBinding',
        'DeployableArtifact',
        'Event',
        'Lease',
        'Deployment',
        'SecurityPolicy',
      ]),
    );
    const log = searched.find(({ where }) => where === 'the log');
    expect(log?.text).toContain(platform.organization);
  });
});

function restApi(className: string) {
  return {
    type: 'REST',
    className,
    rest: { backend: { port: 8080, basePath: `/${className}` } },
  };
}

/** An object without the fields that users write. */
function written(object: KubeObject): object {
  if (!declared.has(object.kind)) return object;
  return Object.fromEntries(
    Object.entries(object).filter(([member]) => member !== 'spec'),
  );
}
