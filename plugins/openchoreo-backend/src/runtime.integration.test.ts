import { readFileSync } from 'node:fs';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  OpenChoreoClient,
  reads,
  type LogMessage,
  type Runtime,
} from '@promenade/backstage-plugin-openchoreo-common';
import { KubeClient, podType, type ResourceType } from '@promenade/kube-client';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import request from 'supertest';
import { parse } from 'yaml';
import { z } from 'zod';
import { decideWithCondition } from './__testUtils__/decideWithCondition';
import {
  createGreeter,
  deleteGreeter,
  greeterPath,
  organization,
} from './__testUtils__/greeter';
import { runBuild } from './__testUtils__/runBuild';
import { runGreeter, waitFor } from './__testUtils__/runningGreeter';
import openChoreoPlugin from './index';

jest.setTimeout(180_000);

const secretType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  scope: 'Namespaced',
};

const developmentPath = `${greeterPath}/environments/development`;

const kubeconfigSchema = z.object({
  clusters: z.tuple([
    z.object({
      cluster: z.object({
        server: z.string(),
        'certificate-authority-data': z.string(),
      }),
    }),
  ]),
  users: z.tuple([z.object({ user: z.object({ token: z.string() }) })]),
});

/** A portal, with the component running in development on a simulated data plane. */
class Host {
  readonly permissions = mockServices.permissions.mock();
  kubernetes!: TestKubernetes;
  client!: KubeClient;
  backend!: TestBackend;

  async start(
    run: (host: Host) => Promise<void> = ({ client }) => runGreeter(client),
  ): Promise<void> {
    this.allowAll();
    this.kubernetes = await startTestKubernetes({
      simulateDataPlane: true,
      separate: true,
    });
    const { kubeconfig } = this.kubernetes;
    this.client = KubeClient.fromKubeconfig(kubeconfig);
    await createGreeter(this.client);
    await run(this);
    this.backend = await startTestBackend({
      features: [
        openChoreoPlugin,
        this.permissions.factory,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: { openchoreo: { kubeconfig } },
        }),
      ],
    });
  }

  allowAll(denied?: string): void {
    decideWithCondition(this.permissions);
    this.permissions.authorize.mockImplementation(async requests =>
      requests.map(({ permission }) => ({
        result:
          permission.name === denied
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
    );
  }

  get(path: string) {
    return request(this.backend.server).get(path);
  }

  /** The runtime when it matches. */
  runtime(matches: (runtime: Runtime) => boolean): Promise<Runtime> {
    return waitFor(
      async (): Promise<Runtime> => {
        const { body } = await this.get(`${developmentPath}/runtime`);
        return body;
      },
      runtime => runtime.resources !== undefined && matches(runtime),
    );
  }

  async stop(): Promise<void> {
    await this.backend?.stop();
    await deleteGreeter(this.client);
    await this.client?.close();
    await this.kubernetes?.stop();
  }
}

const podsOf = ({ resources }: Runtime) =>
  resources.filter(({ kind }) => kind === 'Pod');

const areReady = (runtime: Runtime) =>
  podsOf(runtime).length === 2 &&
  podsOf(runtime).every(({ health }) => health === 'Healthy');

describe('the runtime of a component', () => {
  const host = new Host();
  let pod = '';

  beforeAll(async () => {
    await host.start();
    const runtime = await host.runtime(areReady);
    pod = podsOf(runtime)[0].name;
  });
  afterAll(() => host.stop());
  beforeEach(() => host.allowAll());

  it('has the current CPU and memory of each pod', async () => {
    const { body } = await host.get(`${developmentPath}/metrics`).expect(200);
    const { source, isDeployed, metrics, problem } =
      reads.getMetrics.output.parse(body);
    expect(problem).toBeUndefined();
    expect({ source, isDeployed }).toEqual({
      source: 'kubernetes',
      isDeployed: true,
    });
    expect(metrics.map(({ name }) => name)).toEqual(['cpu', 'memory']);
    for (const { lines } of metrics) {
      expect(lines.map(({ label }) => label)).toContain(pod);
      expect(lines).toHaveLength(2);
      for (const { points } of lines) {
        expect(points).toEqual([
          { at: expect.any(String), value: expect.any(Number) },
        ]);
        expect(points[0].value).toBeGreaterThan(0);
      }
    }
  });

  it('has the objects of the Release, down to containers', async () => {
    const runtime = await host.runtime(areReady);
    expect(runtime.podsProblem).toBeUndefined();
    expect(runtime.resources.map(({ kind }) => kind)).toEqual([
      'Deployment',
      'ReplicaSet',
      'Pod',
      'Pod',
      'Secret',
    ]);
    expect(podsOf(runtime)[0].pod?.containers).toMatchObject([
      { name: 'main', state: 'Running', ready: true, hasLog: true },
    ]);
  });

  it('shows events of objects of the component only', async () => {
    const events = (query: object) =>
      host.get(`${developmentPath}/runtime/events`).query(query);
    const { status, body } = await events({ kind: 'Pod', name: pod });
    expect(status).toBe(200);
    expect(body.events.length).toBeGreaterThan(0);
    expect(body.events[0]).toMatchObject({ source: 'simulated-data-plane' });
    const other = { kind: 'Pod', name: 'other' };
    expect((await events(other)).status).toBe(404);
  });

  it('hides values in manifests', async () => {
    const manifest = async (kind: string, name: string) => {
      const { body } = await host
        .get(`${developmentPath}/runtime/manifest`)
        .query({ kind, name });
      return body;
    };
    const deployment = await manifest('Deployment', 'greeter');
    expect(deployment.manifest).toContain('image: registry.test/app:1');
    expect(deployment.manifest).toContain('hidden value');
    expect(deployment.status).toContain('replicas: 2');
    const secret = await manifest('Secret', 'greeter-keys');
    expect(JSON.stringify([deployment, secret])).not.toContain('very-secret');
  });

  it('reads a log as JSON and as a file', async () => {
    const { body } = await host.get(`${developmentPath}/logs`).query({ pod });
    expect(body.lines[0]).toEqual({
      at: expect.stringMatching(/^\d{4}-/),
      text: 'simulated: started container main with image registry.test/app:1',
    });
    expect(body.isComplete).toBe(true);
    const file = await host
      .get(`${developmentPath}/logs`)
      .query({ pod, container: 'main', format: 'text' });
    expect(file.headers['content-disposition']).toBe(
      `attachment; filename="${pod}-main.log"`,
    );
    expect(file.text).toContain('simulated: started container main');
  });

  it('does not read the log of a pod of another component', async () => {
    await host.client.create(podType, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'other',
        namespace: organization,
        labels: { 'component-name': 'other' },
      },
      spec: { containers: [{ name: 'main', image: 'other:1' }] },
    });
    for (const path of ['logs', 'logs/stream']) {
      const { status, body } = await host
        .get(`${developmentPath}/${path}`)
        .query({ pod: 'other' });
      expect(status).toBe(404);
      expect(body.error.message).toContain('greeter has no Pod other');
    }
  });

  it.each([
    ['logs', 'openchoreo.log.read'],
    ['logs', 'openchoreo.environment.observe'],
    ['logs/stream', 'openchoreo.log.read'],
    ['logs/stream', 'openchoreo.environment.observe'],
    ['runtime/manifest', 'openchoreo.manifest.read'],
    ['runtime/manifest', 'openchoreo.environment.observe'],
    ['runtime/events', 'openchoreo.deployment.read'],
    ['runtime', 'openchoreo.deployment.read'],
  ])('rejects %s without %s', async (path, permission) => {
    host.allowAll(permission);
    const { status } = await host
      .get(`${developmentPath}/${path}`)
      .query({ pod, kind: 'Deployment', name: 'greeter' });
    expect(status).toBe(403);
  });

  it('rejects requests without credentials', async () => {
    for (const path of ['logs', 'logs/stream', 'runtime']) {
      const { status } = await host
        .get(`${developmentPath}/${path}`)
        .query({ pod })
        .set('Authorization', mockCredentials.none.header());
      expect(status).toBe(401);
    }
  });

  it('names what is wrong with a request', async () => {
    const { status, body } = await host
      .get(`${developmentPath}/logs`)
      .query({ pod, tail: '0', since: 'yesterday' });
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/since/);
    expect(body.error.message).toMatch(/tail/);
    const unknown = await host
      .get(`${developmentPath}/logs`)
      .query({ pod, container: 'proxy' });
    expect(unknown.status).toBe(400);
    expect(unknown.body.error.message).toContain('proxy is not valid');
  });

  it('does not exist in an unknown environment', async () => {
    const { status } = await host.get(
      `${greeterPath}/environments/moon/runtime`,
    );
    expect(status).toBe(404);
  });

  it('reads and follows the log of a step of a build', async () => {
    await runBuild(host.client);
    const path = `${greeterPath}/builds/greeter-1`;
    const log = () =>
      host.get(`${path}/logs`).query({ step: 'build-step', format: 'text' });
    const { text } = await waitFor(log, response =>
      response.text.includes('exited with code 0'),
    );
    expect(text).toContain('simulated: started container main');
    const stream = await host
      .get(`${path}/logs/stream`)
      .query({ step: 'build-step' });
    expect(stream.text).toContain('exited with code 0');
    expect(stream.text).toContain('event: end');
    const builds = await host.get(`${greeterPath}/builds`);
    expect(builds.body.builds).toMatchObject([
      { name: 'greeter-1', isSimulated: true, hasLogs: true },
    ]);
    const unknown = host.get(`${path}/logs`).query({ step: 'scan-step' });
    expect((await unknown).status).toBe(404);
    const other = host
      .get(`${greeterPath}/builds/other/logs`)
      .query({ step: 'build-step' });
    expect((await other).status).toBe(404);
    host.allowAll('openchoreo.log.read');
    expect((await log()).status).toBe(403);
  });

  it('follows a log until the client leaves', async () => {
    const client = new OpenChoreoClient({
      discoveryApi: {
        getBaseUrl: async () =>
          `http://localhost:${host.backend.server.port()}/api/openchoreo`,
      },
      fetchApi: { fetch },
    });
    const stop = new AbortController();
    const received: LogMessage[] = [];
    const component = { organization, project: 'shop', component: 'greeter' };
    const stream = client.streamLog(
      reads.streamLog,
      { ...component, environment: 'development', pod },
      {
        signal: stop.signal,
        onMessage: message => {
          received.push(message);
          const texts = received.flatMap(each =>
            each.type === 'lines' ? each.lines.map(({ text }) => text) : [],
          );
          if (texts.some(text => text.includes('running for 10 s'))) {
            stop.abort();
          }
        },
      },
    );
    await expect(stream).rejects.toThrow('abort');
    expect(received[0]).toMatchObject({ type: 'lines' });
  });
});

describe('the runtime of a component that crashes', () => {
  const host = new Host();

  beforeAll(() =>
    host.start(({ client }) =>
      runGreeter(client, { fail: 'CrashLoopBackOff' }),
    ),
  );
  afterAll(() => host.stop());

  it('names the log that says why', async () => {
    const { failure } = await host.runtime(
      runtime => runtime.failure !== undefined,
    );
    expect(failure).toMatchObject({ container: 'main', previous: true });
    const { pod, container } = failure ?? {};
    const { body } = await host
      .get(`${developmentPath}/logs`)
      .query({ pod, container, previous: 'true' });
    const texts = body.lines.map(({ text }: { text: string }) => text);
    expect(texts).toContain('simulated: error: no route to the database');
  });

  it('ends the stream of a log that has ended', async () => {
    const { failure } = await host.runtime(
      runtime => runtime.failure !== undefined,
    );
    const { text } = await host
      .get(`${developmentPath}/logs/stream`)
      .query({ pod: failure?.pod, previous: true })
      .buffer(true);
    expect(text).toContain('exited with code 1');
    expect(text).toContain('event: end\ndata: {"reason":"exited"}');
  });
});

describe('the runtime on another cluster', () => {
  const host = new Host();

  const runRemotely = async ({ client, kubernetes }: Host) => {
    const { clusters, users } = kubeconfigSchema.parse(
      parse(readFileSync(kubernetes.kubeconfig, 'utf8')),
    );
    const [{ cluster }] = clusters;
    const { token } = users[0].user;
    await client.create(secretType, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'reader', namespace: organization },
      data: { token: Buffer.from(token).toString('base64') },
    });
    await runGreeter(client, {
      apiServerURL: cluster.server,
      credentials: {
        apiServerURL: cluster.server,
        caCert: cluster['certificate-authority-data'],
        secretRef: { name: 'missing' },
        readerSecretRef: { name: 'reader' },
      },
    });
  };

  beforeAll(() => host.start(runRemotely));
  afterAll(() => host.stop());

  it('is read with the credentials that only read', async () => {
    const runtime = await host.runtime(areReady);
    const { status } = await host
      .get(`${developmentPath}/logs`)
      .query({ pod: podsOf(runtime)[0].name });
    expect(status).toBe(200);
  });
});

describe('the runtime on a cluster without credentials', () => {
  const host = new Host();
  const apiServerURL = 'https://127.0.0.1:9';

  beforeAll(() =>
    host.start(({ client }) =>
      runGreeter(client, {
        apiServerURL,
        credentials: { apiServerURL, secretRef: { name: 'missing' } },
      }),
    ),
  );
  afterAll(() => host.stop());

  it('has the objects, and why pods are not shown', async () => {
    const { resources, podsProblem } = await host.runtime(
      runtime => runtime.podsProblem !== undefined,
    );
    expect(resources.map(({ kind }) => kind)).toEqual(['Deployment', 'Secret']);
    expect(podsProblem).toContain(`Secret ${organization}/missing`);
  });
});
