import { pick } from '../__testUtils__/api-client';
import { startTestServer, type TestServer } from '../__testUtils__/test-server';
import { installWidgets, widget, widgets } from '../__testUtils__/widgets';
import { configMap, configMaps } from '../__testUtils__/config-maps';

describe('handleResource', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
    await installWidgets(server.client);
  });
  afterAll(() => server.stop());

  it('sets uid, resourceVersion, generation and defaults of a new object', async () => {
    const { code, body } = await server.client.post(widgets, {
      ...widget('created'),
      status: { phase: 'Invented' },
    });
    expect(code).toBe(201);
    expect(body.metadata).toMatchObject({
      name: 'created',
      namespace: 'default',
      generation: 1,
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      resourceVersion: expect.stringMatching(/^\d+$/),
      creationTimestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(body.spec).toEqual({ colour: 'red', replicas: 1 });
    expect(body.status).toBeUndefined();
  });

  it('generates a name from generateName', async () => {
    const { body } = await server.client.post(widgets, {
      ...widget(''),
      metadata: { generateName: 'made-' },
    });
    expect(body.metadata.name).toMatch(
      /^made-[bcdfghjklmnpqrstvwxz2456789]{5}$/,
    );
  });

  it('rejects a name that is already taken', async () => {
    await server.client.post(widgets, widget('twice'));
    const { code, body } = await server.client.post(widgets, widget('twice'));
    expect(code).toBe(409);
    expect(body).toMatchObject({
      kind: 'Status',
      reason: 'AlreadyExists',
      message: 'widgets.example.com "twice" already exists',
      details: { name: 'twice', group: 'example.com', kind: 'widgets' },
    });
  });

  it('returns all validation errors', async () => {
    const { code, body } = await server.client.post(
      widgets,
      widget('wrong', { colour: 'green', replicas: -1 }),
    );
    expect(code).toBe(422);
    expect(body.reason).toBe('Invalid');
    expect(pick(body, '.details.causes[*]')).toEqual(
      expect.arrayContaining([
        {
          reason: 'FieldValueNotSupported',
          field: 'spec.colour',
          message:
            'Unsupported value: "green": supported values: "red", "blue"',
        },
        {
          reason: 'FieldValueInvalid',
          field: 'spec.replicas',
          message:
            'Invalid value: -1: spec.replicas in body should be greater than or equal to 0',
        },
      ]),
    );
  });

  it('drops an unknown field with a warning, or rejects it with strict field validation', async () => {
    const unknown = widget('unknown', { colour: 'red', taste: 'sweet' });
    const lenient = await server.client.post(`${widgets}?dryRun=All`, unknown);
    expect(lenient.code).toBe(201);
    expect(lenient.headers.warning).toBe(
      '299 - "unknown field \\"spec.taste\\""',
    );
    expect(lenient.body.spec).not.toHaveProperty('taste');
    const strict = await server.client.post(
      `${widgets}?fieldValidation=Strict`,
      unknown,
    );
    expect(strict.code).toBe(400);
    expect(strict.body.message).toBe(
      'Widget in version "v1" cannot be handled as a Widget: strict decoding error: unknown field "spec.taste"',
    );
  });

  it('encodes warnings as UTF-8 and drops control characters', async () => {
    const { code, headers } = await server.client.post(
      `${widgets}?dryRun=All`,
      widget('foreign', { colour: 'red', 'ключ\n\u0007': 'x' }),
    );
    expect(code).toBe(201);
    const warning = Buffer.from(String(headers.warning), 'latin1');
    expect(warning.toString('utf8')).toBe(
      '299 - "unknown field \\"spec.ключ\\\\n\\\\u0007\\""',
    );
  });

  it('limits the total length of warnings', async () => {
    const fields = Array.from({ length: 2000 }, (_, index) => [
      `unknown-field-${index}-${'x'.repeat(300)}`,
      1,
    ]);
    const { code, headers } = await server.client.post(
      `${widgets}?dryRun=All`,
      widget('many', { colour: 'red', ...Object.fromEntries(fields) }),
    );
    expect(code).toBe(201);
    expect(String(headers.warning).length).toBeLessThan(8192);
  });

  it('stores nothing in a dry run', async () => {
    const { code, body } = await server.client.post(
      `${widgets}?dryRun=All`,
      widget('rehearsed'),
    );
    expect(code).toBe(201);
    expect(body.metadata.resourceVersion).toBeUndefined();
    expect((await server.client.get(`${widgets}/rehearsed`)).code).toBe(404);
  });

  it('rejects a new object with a resourceVersion', async () => {
    const { code, body } = await server.client.post(configMaps, {
      ...configMap('versioned'),
      metadata: { name: 'versioned', resourceVersion: '1' },
    });
    expect(code).toBe(400);
    expect(body).toMatchObject({
      reason: 'BadRequest',
      message: 'resourceVersion should not be set on objects to be created',
      details: { causes: [{ field: 'metadata.resourceVersion' }] },
    });
  });

  it('scales through the scale subresource', async () => {
    await server.client.post(widgets, widget('scaled'));
    const scaled = await server.client.merge(`${widgets}/scaled/scale`, {
      spec: { replicas: 3 },
    });
    expect(scaled.body).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      spec: { replicas: 3 },
      status: { replicas: 0 },
    });
    const { body } = await server.client.get(`${widgets}/scaled`);
    expect(body.spec).toMatchObject({ replicas: 3 });
    expect(body.metadata.generation).toBe(2);
  });

  it.each([
    [
      'another namespace than the path',
      {
        ...widget('misplaced'),
        metadata: { name: 'misplaced', namespace: 'x' },
      },
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
    [
      'another version than the path',
      { ...widget('misplaced'), apiVersion: 'example.com/v2' },
      'the API version in the data (example.com/v2) does not match the expected API version (example.com/v1)',
    ],
  ])('rejects an object of %s', async (_, object, message) => {
    const { code, body } = await server.client.post(widgets, object);
    expect(code).toBe(400);
    expect(body.message).toBe(message);
  });

  it('removes the namespace of a cluster-scoped object', async () => {
    const roles = '/apis/rbac.authorization.k8s.io/v1/clusterroles';
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'placed', namespace: 'x' },
      rules: [],
    };
    const created = await server.client.post(roles, role);
    expect(created.code).toBe(201);
    expect(created.body.metadata).not.toHaveProperty('namespace');
    for (const name of ['placed', 'applied']) {
      const { code, body } = await server.client.apply(
        `${roles}/${name}?fieldManager=test`,
        { ...role, metadata: { name, namespace: 'x' } },
      );
      expect(code).toBe(name === 'placed' ? 200 : 201);
      expect(body.metadata).not.toHaveProperty('namespace');
    }
  });

  it('stores events of both API groups as the same objects', async () => {
    const core = '/api/v1/namespaces/default/events';
    const newer = '/apis/events.k8s.io/v1/namespaces/default/events';
    const watch = await server.client.watch(`${newer}?watch=true`);
    const created = await server.client.post(newer, {
      metadata: { name: 'happened' },
      eventTime: '2026-01-01T00:00:00.000000Z',
      reportingController: 'example.com/controller',
      reportingInstance: 'a',
      action: 'Act',
      reason: 'Because',
      type: 'Normal',
      regarding: { kind: 'ConfigMap', name: 'a', namespace: 'default' },
      note: 'something happened',
    });
    expect(created.code).toBe(201);
    const { body } = await server.client.get(
      `${core}?fieldSelector=involvedObject.name%3Da`,
    );
    expect(pick(body, '.items[*].message')).toEqual(['something happened']);
    expect(pick(body, '.items[*].reportingComponent')).toEqual([
      'example.com/controller',
    ]);
    await server.client.merge(`${core}/happened`, { message: 'again' });
    const changed = await server.client.get(`${newer}/happened`);
    expect(changed.body).toMatchObject({
      apiVersion: 'events.k8s.io/v1',
      note: 'again',
      regarding: { name: 'a' },
    });
    expect(changed.body).not.toHaveProperty('message');
    expect(await watch.take(2)).toEqual([
      'ADDED happened',
      'MODIFIED happened',
    ]);
    watch.stop();
    expect((await server.client.delete(`${core}/happened`)).code).toBe(200);
    expect((await server.client.get(`${newer}/happened`)).code).toBe(404);
  });

  it('creates nothing in a namespace that does not exist', async () => {
    const { code, body } = await server.client.post(
      '/api/v1/namespaces/nowhere/configmaps',
      configMap('lost'),
    );
    expect(code).toBe(404);
    expect(body.message).toBe('namespaces "nowhere" not found');
  });
});
