import { pick } from '../__testUtils__/api-client';
import { startTestServer, type TestServer } from '../__testUtils__/test-server';
import {
  definitions,
  installWidgets,
  widget,
  widgets,
} from '../__testUtils__/widgets';
import { configMap, configMaps } from '../__testUtils__/config-maps';

const deployments = '/apis/apps/v1/namespaces/default/deployments';

function deployment(name: string) {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'nginx:1' }] },
      },
    },
  };
}

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

  it.each([
    ['ConfigMap', 'the Python client', '+00:00', configMaps, configMap],
    ['ConfigMap', 'the JavaScript client', '.000Z', configMaps, configMap],
    ['Deployment', 'the Python client', '+00:00', deployments, deployment],
    ['Deployment', 'the JavaScript client', '.000Z', deployments, deployment],
    ['Widget', 'the Python client', '+00:00', widgets, widget],
    ['Widget', 'the JavaScript client', '.000Z', widgets, widget],
    ['Widget', 'Go with microseconds', '.000000Z', widgets, widget],
  ])(
    'replaces a %s that was read with the times of %s',
    async (_, client, suffix, collection, sample) => {
      const name = `by-${client.toLowerCase().replaceAll(' ', '-')}`;
      const { body } = await server.client.post(collection, sample(name));
      const read = JSON.parse(
        JSON.stringify(body).replace(/(:\d\d)Z"/g, `$1${suffix}"`),
      );
      const unchanged = await server.client.put(`${collection}/${name}`, read);
      expect(unchanged).toMatchObject({ code: 200, body });
      const { code, body: updated } = await server.client.put(
        `${collection}/${name}`,
        { ...read, metadata: { ...read.metadata, labels: { a: 'b' } } },
      );
      expect(code).toBe(200);
      expect(updated.metadata).toMatchObject({
        creationTimestamp: body.metadata.creationTimestamp,
        labels: { a: 'b' },
      });
      expect(updated.metadata.managedFields?.[0].time).toMatch(/:\d\dZ$/);
    },
  );

  it('ignores a changed creation time and rejects what is no time', async () => {
    const { body } = await server.client.post(configMaps, configMap('timed'));
    const put = (creationTimestamp: string) =>
      server.client.put(`${configMaps}/timed`, {
        ...body,
        metadata: { ...body.metadata, creationTimestamp },
      });
    const changed = await put('2001-01-01T00:00:00+01:00');
    expect(changed.body).toEqual(body);
    const invalid = await put('yesterday');
    expect(invalid.code).toBe(400);
    expect(invalid.body.message).toContain('parsing time "yesterday"');
  });

  it('rejects an update with an outdated resourceVersion', async () => {
    const { body: first } = await server.client.post(widgets, widget('raced'));
    const change = { ...first, spec: { colour: 'blue' } };
    expect((await server.client.put(`${widgets}/raced`, change)).code).toBe(
      200,
    );
    const { code, body } = await server.client.put(`${widgets}/raced`, change);
    expect(code).toBe(409);
    expect(body.message).toBe(
      'Operation cannot be fulfilled on widgets.example.com "raced": the object has been modified; please apply your changes to the latest version and try again',
    );
  });

  it('rejects an update of a custom resource without a resourceVersion', async () => {
    await server.client.post(widgets, widget('blind'));
    const { code, body } = await server.client.put(
      `${widgets}/blind`,
      widget('blind', { colour: 'blue' }),
    );
    expect(code).toBe(422);
    expect(body.message).toBe(
      'widgets.example.com "blind" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
    );
  });

  it('increments the generation for changes of the spec, not of labels or status', async () => {
    await server.client.post(widgets, widget('counted'));
    const path = `${widgets}/counted`;
    const labelled = await server.client.merge(path, {
      metadata: { labels: { a: 'b' } },
    });
    expect(labelled.body.metadata.generation).toBe(1);
    const observed = await server.client.merge(`${path}/status`, {
      status: { phase: 'Ready' },
      spec: { replicas: 7 },
    });
    expect(observed.body).toMatchObject({
      metadata: { generation: 1 },
      spec: { replicas: 1 },
      status: { phase: 'Ready' },
    });
    const changed = await server.client.merge(path, {
      spec: { replicas: 7 },
      status: { phase: 'Overwritten' },
    });
    expect(changed.body).toMatchObject({
      metadata: { generation: 2 },
      spec: { replicas: 7 },
      status: { phase: 'Ready' },
    });
  });

  it('keeps the resourceVersion if nothing changes', async () => {
    const { body } = await server.client.post(widgets, widget('still'));
    const path = `${widgets}/still`;
    const same = await server.client.put(path, body);
    expect(same.body).toEqual(body);
    const merged = await server.client.merge(path, { spec: { colour: 'red' } });
    expect(merged.body.metadata.resourceVersion).toBe(
      body.metadata.resourceVersion,
    );
  });

  it('rejects a patch whose test fails with 422', async () => {
    await server.client.post(widgets, widget('tested'));
    const { code } = await server.client.jsonPatch(`${widgets}/tested`, [
      { op: 'replace', path: '/spec/colour', value: 'blue' },
      { op: 'test', path: '/spec/replicas', value: 5 },
    ]);
    expect(code).toBe(422);
    const { body } = await server.client.get(`${widgets}/tested`);
    expect(body.spec).toMatchObject({ colour: 'red' });
  });

  it('accepts strategic merge patches for built-in kinds only', async () => {
    const strategic = { contentType: 'application/strategic-merge-patch+json' };
    await server.client.post(widgets, widget('patched'));
    await server.client.post(configMaps, configMap('patched'));
    const custom = await server.client.request('PATCH', `${widgets}/patched`, {
      ...strategic,
      body: {},
    });
    expect(custom.code).toBe(415);
    const own = await server.client.request('PATCH', `${configMaps}/patched`, {
      ...strategic,
      body: { data: { key: null, other: 'x' } },
    });
    expect(own.body.data).toEqual({ other: 'x' });
  });

  it.each([
    [
      { spec: { replicas: 'x' } },
      [
        {
          reason: 'FieldValueTypeInvalid',
          field: 'spec.replicas',
          message: 'expected numeric (int or float), got string',
        },
      ],
    ],
    [
      {
        spec: {
          colour: ['red'],
          template: { spec: { containers: [{ name: 'a' }, { name: 'a' }] } },
        },
      },
      [
        {
          reason: 'FieldValueInvalid',
          field: 'spec.colour',
          message: 'field not declared in schema',
        },
      ],
    ],
    [
      {
        spec: {
          template: { spec: { containers: [{ name: 'a' }, { name: 'a' }] } },
        },
      },
      [
        {
          reason: 'FieldValueDuplicate',
          field: 'spec.template.spec.containers',
          message: 'duplicate entries for key [name="a"]',
        },
      ],
    ],
    [
      { spec: [1] },
      [
        {
          reason: 'FieldValueTypeInvalid',
          field: 'spec',
          message: 'expected map, got &{[1]}',
        },
      ],
    ],
  ])('rejects an apply of %j and names the field', async (part, causes) => {
    const { code, body } = await server.client.apply(
      `${deployments}/applied?fieldManager=test`,
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'applied' },
        ...part,
      },
    );
    expect(code).toBe(422);
    expect(body).toMatchObject({
      kind: 'Status',
      reason: 'Invalid',
      message: `failed to create typed patch object (default/applied; apps/v1, Kind=Deployment): .${causes[0].field}: ${causes[0].message}`,
      details: { causes },
    });
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

  it.each([
    [
      { spec: { $patch: 'remove' } },
      'spec',
      'unknown patch type: remove in map: map[$patch:remove]',
    ],
    [
      { spec: { template: { spec: { containers: [{ image: 'x' }] } } } },
      'spec.template.spec.containers[0]',
      'map: map[image:x] does not contain declared merge key: name',
    ],
    [
      { spec: { template: { spec: { containers: ['x'] } } } },
      'spec.template.spec.containers[0]',
      'unable to find type in non-object list item "x"',
    ],
  ])(
    'rejects the strategic merge patch %j and names the field',
    async (patch, field, message) => {
      await server.client.post(deployments, deployment('patched'));
      const { code, body } = await server.client.request(
        'PATCH',
        `${deployments}/patched`,
        {
          body: patch,
          contentType: 'application/strategic-merge-patch+json',
        },
      );
      expect(code).toBe(400);
      expect(body).toMatchObject({
        reason: 'BadRequest',
        message: `${field}: ${message}`,
        details: {
          causes: [{ reason: 'FieldValueInvalid', field, message }],
        },
      });
    },
  );

  it('creates an object by an apply and rejects conflicts', async () => {
    const path = `${widgets}/applied`;
    const created = await server.client.apply(
      `${path}?fieldManager=one`,
      widget('applied'),
    );
    expect(created.code).toBe(201);
    expect(created.body.spec).toMatchObject({ replicas: 1 });
    const other = widget('applied', { colour: 'blue' });
    const rejected = await server.client.apply(
      `${path}?fieldManager=two`,
      other,
    );
    expect(rejected.code).toBe(409);
    expect(rejected.body).toMatchObject({
      reason: 'Conflict',
      message:
        'Apply failed with 1 conflict: conflict with "one": .spec.colour',
      details: {
        causes: [
          {
            reason: 'FieldManagerConflict',
            field: '.spec.colour',
            message: 'conflict with "one"',
          },
        ],
      },
    });
    const forced = await server.client.apply(
      `${path}?fieldManager=two&force=true`,
      other,
    );
    expect(forced.body.spec).toMatchObject({ colour: 'blue' });
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

  it('accepts YAML', async () => {
    const { code, body } = await server.client.request('POST', configMaps, {
      contentType: 'application/yaml',
      body: 'metadata: {name: from-yaml}\ndata: {a: b}\n',
    });
    expect(code).toBe(201);
    expect(body.data).toEqual({ a: 'b' });
  });

  it('rejects a body that is too large and closes the connection', async () => {
    const { code, headers, body } = await server.client.post(
      configMaps,
      configMap('large', {}, { key: 'x'.repeat(20 * 1024 * 1024) }),
    );
    expect(code).toBe(413);
    expect(body).toMatchObject({
      reason: 'RequestEntityTooLarge',
      message: 'Request entity too large: limit is 3145728',
    });
    expect(headers.connection).toBe('close');
    const next = await server.client.get(`${configMaps}/large`);
    expect(next.code).toBe(404);
  });

  it('rejects an object that is too large to be stored', async () => {
    await server.client.post(widgets, widget('growing'));
    const { code, body } = await server.client.merge(
      `${widgets}/growing/status`,
      { status: { phase: 'x'.repeat(1_600_000) } },
    );
    expect(code).toBe(413);
    expect(body).toMatchObject({
      reason: 'RequestEntityTooLarge',
      message:
        'Request entity too large: the object is too large: limit is 1572864 bytes',
    });
    const { body: kept } = await server.client.get(`${widgets}/growing`);
    expect(kept.status).toBeUndefined();
  });

  it('rejects numbers and nesting that cannot be stored', async () => {
    const post = (spec: string) =>
      server.client.post(
        widgets,
        `{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"x"},"spec":${spec}}`,
      );
    const large = await post('{"replicas":9007199254740993}');
    expect(large.code).toBe(400);
    expect(large.body.message).toContain('out of range');
    const deep = await post('['.repeat(10_000) + ']'.repeat(10_000));
    expect(deep.code).toBe(400);
    expect(deep.body.message).toContain('exceeded max depth');
  });

  it('rejects an unreadable body and an unacceptable media type', async () => {
    const unreadable = await server.client.request('POST', widgets, {
      contentType: 'text/plain',
      body: 'widget',
    });
    expect(unreadable.code).toBe(415);
    const unacceptable = await server.client.get(definitions, {
      accept: 'text/html',
    });
    expect(unacceptable.code).toBe(406);
  });
});
