import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import {
  componentKind,
  dataPlaneKind,
  organizationKind,
  serviceBindingKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import request from 'supertest';
import { z } from 'zod';
import { PortalClient } from '../__testUtils__/PortalClient';
import {
  root,
  startSamplePlatform,
  type SamplePlatform,
} from '../__testUtils__/samplePlatform';
import { startPortal, type Portal } from '../__testUtils__/startPortal';
import { choreoctlRoutes } from './createChoreoctlRouter';

jest.setTimeout(180_000);

type Method = 'get' | 'post' | 'patch' | 'delete';

/** Dana may read, and change components, and nothing else. Eve may do nothing. */
const policy: PermissionPolicy = {
  async handle({ permission }, user) {
    const ref = user?.info.userEntityRef;
    const isOther = !permission.name.startsWith('openchoreo.');
    const isForDana =
      permission.attributes.action === 'read' ||
      permission.name.startsWith('openchoreo.component.') ||
      permission.name === 'openchoreo.environment.deploy';
    const isDenied =
      (ref === 'user:default/dana' && !isForDana) || ref === 'user:default/eve';
    return {
      result:
        isDenied && !isOther ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
    };
  },
};

const manifest = (kind: string, name: string, spec?: object) => ({
  apiVersion: 'openchoreo.dev/v1alpha1',
  kind,
  metadata: { name },
  ...(spec && { spec }),
});

const project = '/api/v1/orgs/default/projects/tram';
const component = `${project}/components/ticker`;
const owner = { projectName: 'tram', componentName: 'ticker' };
const image = 'registry.local/tram/ticker:1.0.0';

/** What `choreoctl apply -f` sends of a file with these documents. */
const documents = [
  manifest('Component', 'ticker', {
    owner: { projectName: 'tram' },
    type: 'Service',
  }),
  manifest('Workload', 'ticker', {
    owner,
    containers: {
      main: { image, env: [{ key: 'GREETING', value: 'literal-value' }] },
    },
    endpoints: { http: { type: 'REST', port: 8080 } },
  }),
  manifest('Service', 'ticker', { owner, workloadName: 'ticker' }),
];

const listSchema = z.looseObject({
  totalCount: z.number(),
  items: z.array(z.looseObject({ name: z.string() })),
});
type List = z.infer<typeof listSchema>;

/** Whether the first binding of a list has a status. */
const isFirst =
  (status: string) =>
  ({ items: [first] }: List) =>
    z
      .object({ status: z.object({ status: z.literal(status) }) })
      .safeParse(first).success;

describe('the REST API of OpenChoreo v0.3.2', () => {
  let platform: SamplePlatform;
  let portal: Portal;

  /** Sends a request as choreoctl does: to its endpoint and a path, with a bearer token and a body of JSON. */
  async function send(
    method: Method,
    path: string,
    { body, user = 'ada' }: { body?: object | string; user?: string } = {},
  ) {
    const sent = request(portal.server)
      [method](`/api/openchoreo/choreoctl${path}`)
      .set('User-Agent', 'Go-http-client/1.1')
      .set(
        'Authorization',
        mockCredentials.user.header(`user:default/${user}`),
      );
    const response = await (body === undefined
      ? sent
      : sent.set('Content-Type', 'application/json').send(body));
    return { status: response.status, body: response.body };
  }

  /** Reads a list until it satisfies a condition. Returns the list. */
  async function waitForList(
    path: string,
    isWanted: (list: List) => boolean,
  ): Promise<List> {
    const timeout = AbortSignal.timeout(60_000);
    for (;;) {
      const { body } = await send('get', path);
      const list = listSchema.safeParse(body.data).data;
      if (list && isWanted(list)) return list;
      if (timeout.aborted) throw new Error(JSON.stringify(body));
      await setTimeout(200);
    }
  }

  beforeAll(async () => {
    platform = await startSamplePlatform();
    const { kubeconfig } = platform;
    portal = await startPortal({ kubeconfig, policy });
    const client = new PortalClient(portal);
    await client.waitForEntities(
      'domain:default/default',
      'system:default/tram',
    );
  });

  afterAll(async () => {
    await portal?.stop();
    await platform?.stop();
  });

  it('has a health check for everybody, and nothing else', async () => {
    const base = '/api/openchoreo/choreoctl';
    const health = await request(portal.server).get(`${base}/health`);
    expect([health.status, health.text]).toEqual([200, 'OK']);
    const ready = await request(portal.server).get(`${base}/ready`);
    expect([ready.status, ready.text]).toEqual([200, 'Ready']);
    for (const { method, path } of choreoctlRoutes) {
      const { status, body } = await request(portal.server)[method](
        `${base}${path}`,
      );
      expect({ path, status, code: body.code }).toEqual({
        path,
        status: 401,
        code: 'UNAUTHORIZED',
      });
      expect(body).toEqual({
        success: false,
        error: expect.any(String),
        code: 'UNAUTHORIZED',
      });
    }
  });

  it('applies the documents of a component one after the other, and again', async () => {
    for (const body of documents) {
      expect(await send('post', '/api/v1/apply', { body })).toEqual({
        status: 200,
        body: {
          success: true,
          data: {
            apiVersion: body.apiVersion,
            kind: body.kind,
            name: 'ticker',
            namespace: 'default',
            operation: 'created',
          },
        },
      });
    }
    const { status, body } = await send('post', '/api/v1/apply', {
      body: documents[1],
    });
    expect([status, body.data.operation]).toEqual([200, 'updated']);
    const written = await platform.client.get(workloadKind, {
      namespace: 'default',
      name: 'ticker',
    });
    expect(written.metadata.annotations).toMatchObject({
      'openchoreo.dev/requested-by': 'user:default/ada',
    });
    const bindings = await waitForList(
      `${component}/bindings`,
      isFirst('Active'),
    );
    expect(bindings).toMatchObject({
      totalCount: 1,
      page: 1,
      pageSize: 1,
      items: [
        {
          name: 'ticker',
          type: 'Service',
          componentName: 'ticker',
          projectName: 'tram',
          orgName: 'default',
          environment: 'development',
          serviceBinding: {
            image,
            releaseState: 'Active',
            endpoints: [{ name: 'http', project: { port: 8080 } }],
          },
        },
      ],
    });
  });

  it('lists organizations, projects and components', async () => {
    const dataOf = async (path: string) => (await send('get', path)).body.data;
    expect(await dataOf('/api/v1/orgs')).toMatchObject({
      items: [{ name: 'default', namespace: 'default', status: 'Ready' }],
      totalCount: 1,
      page: 1,
      pageSize: 1,
    });
    expect(await dataOf('/api/v1/orgs/default')).toMatchObject({
      name: 'default',
      createdAt: expect.stringMatching(/^\d{4}-/),
    });
    const projects = await dataOf('/api/v1/orgs/default/projects?limit=100');
    expect(projects.items).toMatchObject([
      {
        name: 'tram',
        orgName: 'default',
        displayName: 'Tram',
        description: 'Departures of trams, with delays',
        deploymentPipeline: 'default',
        status: 'Ready',
      },
    ]);
    const components = await waitForList(
      `${project}/components`,
      ({ totalCount }) => totalCount === 1,
    );
    expect(components.items).toMatchObject([
      {
        name: 'ticker',
        type: 'Service',
        projectName: 'tram',
        orgName: 'default',
      },
    ]);
    expect(await dataOf(`${component}?include=type,workload`)).toMatchObject({
      name: 'ticker',
      service: { workloadName: 'ticker' },
      workload: { containers: { main: { image } } },
    });
    expect(await dataOf(component)).not.toHaveProperty('workload');
    expect(await dataOf(`${component}/workloads`)).toMatchObject({ owner });
  });

  it('hides literal values, and does not let them be replaced by what hides them', async () => {
    const paths = [
      `${component}/workloads`,
      `${component}?include=type,workload`,
    ];
    for (const path of paths) {
      const { body } = await send('get', path);
      const text = JSON.stringify(body);
      expect(text).toContain('GREETING');
      expect(text).not.toContain('literal-value');
    }
    const { body: read } = await send('get', `${component}/workloads`);
    const { status, body } = await send('post', `${component}/workloads`, {
      body: read.data,
    });
    expect([status, body.code]).toEqual([400, 'INVALID_INPUT']);
    expect(body.error).toContain('hidden');
    const workload = await platform.client.get(workloadKind, {
      namespace: 'default',
      name: 'ticker',
    });
    expect(JSON.stringify(workload.spec)).toContain('literal-value');
  });

  it('describes the platform, and never its credentials', async () => {
    const dataOf = async (path: string) =>
      (await send('get', `/api/v1/orgs/default${path}`)).body.data;
    expect((await dataOf('/environments')).items).toMatchObject([
      { name: 'development', isProduction: false, dataPlaneRef: 'default' },
      { name: 'production', isProduction: true },
      { name: 'staging', isProduction: false },
    ]);
    expect(await dataOf('/environments/staging')).toMatchObject({
      name: 'staging',
      namespace: 'default',
    });
    expect(await dataOf('/projects/tram/deployment-pipeline')).toMatchObject({
      name: 'default',
      orgName: 'default',
      promotionPaths: [
        {
          sourceEnvironmentRef: 'development',
          targetEnvironmentRefs: [{ name: 'staging', requiresApproval: false }],
        },
        { sourceEnvironmentRef: 'staging' },
      ],
    });
    const created = await send('post', '/api/v1/orgs/default/dataplanes', {
      body: {
        name: 'edge',
        registryPrefix: 'registry.local',
        kubernetesClusterName: 'edge',
        apiServerURL: 'https://edge.test:6443',
        caCert: 'Y2VydGlmaWNhdGU=',
        clientCert: 'Y2VydGlmaWNhdGU=',
        clientKey: 'c2VjcmV0LWtleQ==',
        publicVirtualHost: 'edge.test',
        organizationVirtualHost: 'edge.internal',
        observerURL: 'https://observer.test',
        observerUsername: 'reader',
        observerPassword: 'secret-password',
      },
    });
    expect(created).toMatchObject({
      status: 201,
      body: {
        data: {
          name: 'edge',
          displayName: 'edge',
          description: 'DataPlane for edge',
          kubernetesClusterName: 'edge',
          apiServerURL: 'https://edge.test:6443',
          registryPrefix: 'registry.local',
          publicVirtualHost: 'edge.test',
          observerURL: 'https://observer.test',
        },
      },
    });
    const plane = await platform.client.get(dataPlaneKind, {
      namespace: 'default',
      name: 'edge',
    });
    expect(JSON.stringify(plane)).toContain('secret-password');
    const list = JSON.stringify(await dataOf('/dataplanes'));
    expect(list).toContain('edge.internal');
    expect(list).not.toMatch(/c2VjcmV0|secret-password|Y2VydGlm/);
    expect(await dataOf('/buildplanes')).toEqual([
      expect.objectContaining({ name: 'default' }),
    ]);
    const observer = `/projects/tram/components/ticker/environments/development/observer-url`;
    expect(await dataOf(observer)).toEqual({
      message: 'observability-logs have not been configured',
    });
  });

  it('creates a project and an environment, each name once', async () => {
    const body = { name: 'ferry', displayName: 'Ferry', description: '' };
    const path = '/api/v1/orgs/default/projects';
    expect(await send('post', path, { body })).toMatchObject({
      status: 201,
      body: {
        success: true,
        data: {
          name: 'ferry',
          orgName: 'default',
          displayName: 'Ferry',
          deploymentPipeline: 'default',
        },
      },
    });
    expect(await send('post', path, { body })).toMatchObject({
      status: 409,
      body: { success: false, code: 'PROJECT_EXISTS' },
    });
    const environment = { name: 'qa', dnsPrefix: 'qa', isProduction: false };
    const environments = '/api/v1/orgs/default/environments';
    expect(
      await send('post', environments, { body: environment }),
    ).toMatchObject({
      status: 201,
      body: {
        data: {
          name: 'qa',
          description: 'Environment for qa',
          dataPlaneRef: 'default',
          dnsPrefix: 'qa',
        },
      },
    });
    expect(
      (await send('post', environments, { body: environment })).body.code,
    ).toBe('ENVIRONMENT_EXISTS');
  });

  it('creates a component, and deploys it by its workload', async () => {
    const body = { name: 'screen', displayName: 'Screen', type: 'Service' };
    expect(await send('post', `${project}/components`, { body })).toMatchObject(
      {
        status: 201,
        body: {
          data: { name: 'screen', displayName: 'Screen', type: 'Service' },
        },
      },
    );
    expect(
      (await send('post', `${project}/components`, { body })).body.code,
    ).toBe('COMPONENT_EXISTS');
    const screen = `${project}/components/screen`;
    const workload = {
      owner: { projectName: 'tram', componentName: 'screen' },
      containers: { main: { image: 'registry.local/tram/screen:1.0.0' } },
    };
    expect(
      await send('post', `${screen}/workloads`, { body: workload }),
    ).toEqual({ status: 201, body: { success: true, data: workload } });
    const { items } = await waitForList(
      `${screen}/bindings?environment=development&environment=staging`,
      ({ totalCount }) => totalCount === 1,
    );
    expect(items[0]).toMatchObject({ environment: 'development' });
  });

  it('builds a component from source, and from a commit', async () => {
    const body = {
      name: 'board',
      type: 'Service',
      buildConfig: {
        repoUrl: 'https://git.example.com/tram/board',
        repoBranch: 'main',
        componentPath: '/board',
        buildTemplateRef: 'docker',
        buildTemplateParams: [{ name: 'docker-context', value: '/board' }],
      },
    };
    const created = await send('post', `${project}/components`, { body });
    expect(created).toMatchObject({
      status: 201,
      body: {
        data: {
          buildConfig: {
            repoUrl: 'https://git.example.com/tram/board',
            repoBranch: 'main',
            buildTemplateRef: 'docker',
          },
        },
      },
    });
    const board = `${project}/components/board`;
    const commit = '0123456789abcdef0123456789abcdef01234567';
    const build = await send('post', `${board}/builds?commit=${commit}`);
    expect(build).toMatchObject({
      status: 201,
      body: {
        data: {
          name: expect.stringMatching(/^board-/),
          uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
          componentName: 'board',
          commit,
          status: 'Created',
        },
      },
    });
    const builds = (await send('get', `${board}/builds`)).body.data;
    expect(builds.totalCount).toBe(2);
    const notBuilt = await send('post', `${component}/builds`);
    expect(notBuilt).toMatchObject({ status: 409, body: { success: false } });
  });

  it('promotes a component, and suspends it', async () => {
    const path = `${component}/promote`;
    const promote = (sourceEnv: string, targetEnv: string) =>
      send('post', path, { body: { sourceEnv, targetEnv } });
    expect(await promote('development', 'production')).toMatchObject({
      status: 400,
      body: { code: 'INVALID_PROMOTION_PATH' },
    });
    expect(await promote('staging', 'production')).toMatchObject({
      status: 404,
      body: { code: 'BINDING_NOT_FOUND' },
    });
    expect(await promote('development', 'staging')).toMatchObject({
      status: 200,
      body: { data: { items: [{ environment: 'development' }] } },
    });
    const { items } = await waitForList(
      `${component}/bindings?environment=staging`,
      isFirst('Active'),
    );
    const [{ name }] = items;
    const suspended = await send('patch', `${component}/bindings/${name}`, {
      body: { releaseState: 'Suspend' },
    });
    expect(suspended).toMatchObject({
      status: 200,
      body: { data: { name, serviceBinding: { releaseState: 'Suspend' } } },
    });
    await waitForList(
      `${component}/bindings?environment=staging`,
      isFirst('Suspended'),
    );
    const binding = await platform.client.get(serviceBindingKind, {
      namespace: 'default',
      name,
    });
    expect(binding).toMatchObject({ spec: { releaseState: 'Suspend' } });
  });

  it('lets those who may change a component apply what belongs to it, and nothing else', async () => {
    const apply = (body: object) =>
      send('post', '/api/v1/apply', { body, user: 'dana' });
    expect((await apply(documents[1])).body.data.operation).toBe('updated');
    const forbidden = { status: 403, body: { code: 'FORBIDDEN' } };
    expect(await apply(manifest('Environment', 'own', {}))).toMatchObject(
      forbidden,
    );
    expect(
      await apply(
        manifest('ServiceBinding', 'ticker', {
          owner,
          environment: 'production',
        }),
      ),
    ).toMatchObject(forbidden);
    expect(await apply(manifest('Organization', 'own'))).toMatchObject(
      forbidden,
    );
    // The Workload of another component does not change its owner.
    const stolen = {
      ...documents[1],
      metadata: { name: 'screen-workload' },
    };
    const { status, body } = await apply(stolen);
    expect([status, body.code]).toEqual([400, 'INVALID_INPUT']);
    expect(body.error).toContain('spec.owner is immutable');
  });

  it('creates an organization, and deletes what a manifest names', async () => {
    const apply = async (body: object) =>
      (await send('post', '/api/v1/apply', { body })).body;
    const remove = async (body: object) =>
      (await send('delete', '/api/v1/delete', { body })).body;
    expect(await apply(manifest('Organization', 'acme'))).toEqual({
      success: true,
      data: {
        apiVersion: 'openchoreo.dev/v1alpha1',
        kind: 'Organization',
        name: 'acme',
        operation: 'created',
      },
    });
    await platform.client.get(organizationKind, { name: 'acme' });
    const api = manifest('APIClass', 'strict', { restPolicy: {} });
    expect((await apply(api)).data.operation).toBe('created');
    expect((await remove(api)).data).toEqual({
      apiVersion: 'openchoreo.dev/v1alpha1',
      kind: 'APIClass',
      name: 'strict',
      namespace: 'default',
      operation: 'deleted',
    });
    expect((await remove(api)).data.operation).toBe('not_found');
    const screen = manifest('Component', 'screen');
    expect((await remove(screen)).data.operation).toBe('deleted');
    const key = { namespace: 'default', name: 'screen' };
    const timeout = AbortSignal.timeout(60_000);
    while (await platform.client.find(componentKind, key)) {
      timeout.throwIfAborted();
      await setTimeout(200);
    }
    expect((await remove(screen)).data.operation).toBe('not_found');
  });

  it('does not tell those who may not write what exists', async () => {
    const requests = (name: string): [Method, string, object?][] => [
      ['post', '/api/v1/orgs/default/projects', { name }],
      ['post', '/api/v1/orgs/default/environments', { name, dnsPrefix: 'x' }],
      ['post', `${project}/components`, { name, type: 'Service' }],
      [
        'post',
        `${project}/components`,
        {
          name,
          type: 'Service',
          buildConfig: {
            repoUrl: 'https://git.example.com/tram/a',
            buildTemplateRef: 'docker',
          },
        },
      ],
      [
        'patch',
        `${project}/components/${name}/bindings/ticker-development`,
        { releaseState: 'Suspend' },
      ],
      [
        'post',
        `${project}/components/${name}/promote`,
        { sourceEnv: 'development', targetEnv: 'staging' },
      ],
      ['post', `${project}/components/${name}/builds`],
      ['post', `${project}/components/${name}/workloads`, { containers: {} }],
      [
        'post',
        `/api/v1/orgs/default/projects/${name}/components/a/workloads`,
        {},
      ],
      [
        'post',
        '/api/v1/apply',
        manifest('Component', name, { owner: { projectName: 'tram' } }),
      ],
      ['delete', '/api/v1/delete', manifest('Component', name)],
      ['delete', '/api/v1/delete', manifest('Project', name)],
      ['delete', '/api/v1/delete', manifest('Environment', name)],
    ];
    const answersFor = async (name: string) => {
      const answers = [];
      for (const [method, path, body] of requests(name)) {
        const answer = await send(method, path, { body, user: 'eve' });
        answers.push(JSON.stringify(answer).replaceAll(name, 'NAME'));
      }
      return answers;
    };
    const unknown = await answersFor('nowhere');
    for (const name of ['ticker', 'tram', 'development']) {
      expect(await answersFor(name)).toEqual(
        unknown.map(answer => answer.replaceAll(name, 'NAME')),
      );
    }
  });

  it('answers bad requests in its envelope, and changes nothing', async () => {
    const apply = (body: object | string) =>
      send('post', '/api/v1/apply', { body });
    const invalid = async (
      response: Promise<{ status: number; body: any }>,
      [status, code]: [number, string],
      message: string,
    ) => {
      const answer = await response;
      expect(answer).toMatchObject({ status, body: { success: false, code } });
      expect(answer.body.error).toContain(message);
    };
    await invalid(apply('{'), [400, 'INVALID_JSON'], 'not valid');
    await invalid(apply([]), [400, 'INVALID_INPUT'], 'manifest');
    await invalid(
      apply({ kind: 'Component' }),
      [400, 'INVALID_INPUT'],
      'apiVersion: is missing',
    );
    await invalid(
      apply({ ...manifest('Deployment', 'x'), apiVersion: 'apps/v1' }),
      [400, 'INVALID_INPUT'],
      'is not of openchoreo.dev',
    );
    await invalid(
      apply(manifest('Rocket', 'x')),
      [400, 'INVALID_INPUT'],
      'Rocket is not a kind',
    );
    await invalid(
      apply(manifest('Environment', 'x', { datePlaneRef: 'typo' })),
      [400, 'INVALID_INPUT'],
      'datePlaneRef',
    );
    await invalid(
      send('get', '/api/v1/orgs/nowhere'),
      [404, 'ORGANIZATION_NOT_FOUND'],
      'nowhere',
    );
    await invalid(
      send('get', '/api/v1/orgs/default/projects/nowhere'),
      [404, 'PROJECT_NOT_FOUND'],
      'nowhere',
    );
    await invalid(
      send('get', `${project}/components/nowhere`),
      [404, 'COMPONENT_NOT_FOUND'],
      'nowhere',
    );
    await invalid(
      send('patch', `${component}/bindings/ticker`, {
        body: { releaseState: 'Paused' },
      }),
      [400, 'INVALID_INPUT'],
      'releaseState',
    );
    await invalid(
      send('get', '/api/v1/orgs/%E0%A4%A'),
      [400, 'INVALID_INPUT'],
      'decode',
    );
    await invalid(
      send('get', '/api/v1/rockets'),
      [404, 'NOT_FOUND'],
      '/api/v1/rockets',
    );
    await invalid(
      send('get', '/api/v1/orgs/default/build-templates'),
      [501, 'NOT_IMPLEMENTED'],
      'build planes',
    );
  });

  it('has the routes of the documentation', () => {
    const page = readFileSync(join(root, 'docs/choreoctl.md'), 'utf8');
    const documented = page
      .split('\n')
      .flatMap(
        line => /^\| `([A-Z]+) (\S+)`/.exec(line)?.slice(1).join(' ') ?? [],
      )
      .sort();
    expect(documented).toEqual(
      choreoctlRoutes
        .map(
          ({ method, path }) =>
            `${method.toUpperCase()} ${path.replace(/:(\w+)/g, '{$1}')}`,
        )
        .concat('GET /health', 'GET /ready')
        .sort(),
    );
  });
});
