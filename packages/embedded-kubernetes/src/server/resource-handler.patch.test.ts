import { startTestServer, type TestServer } from '../__testUtils__/test-server';
import { installWidgets, widget, widgets } from '../__testUtils__/widgets';
import { configMap, configMaps } from '../__testUtils__/config-maps';
import { deployment, deployments } from '../__testUtils__/deployments';

describe('handleResource for patches', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
    await installWidgets(server.client);
  });
  afterAll(() => server.stop());

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
});
