import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dump } from 'js-yaml';
import { pick } from '../__testUtils__/api-client';
import {
  waitFor,
  startTestServer,
  type TestServer,
} from '../__testUtils__/test-server';
import {
  definitions,
  installWidgets,
  widget,
  widgetDefinition,
  widgets,
} from '../__testUtils__/widgets';

const name = 'widgets.example.com';

describe('CustomResourceDefinitions', () => {
  let server: TestServer;

  beforeEach(async () => {
    server = await startTestServer();
  });
  afterEach(() => server.stop());

  const conditionsOf = (body: unknown) =>
    ['type', 'status', 'reason'].map(field =>
      pick(body, `.status.conditions[*].${field}`).join(' '),
    );

  it('are established, and their kind is registered', async () => {
    await installWidgets(server.client);
    const { body } = await server.client.get(`${definitions}/${name}`);
    expect(conditionsOf(body)).toEqual([
      'NamesAccepted Established',
      'True True',
      'NoConflicts InitialNamesAccepted',
    ]);
    expect(body.status).toMatchObject({
      acceptedNames: {
        kind: 'Widget',
        listKind: 'WidgetList',
        singular: 'widget',
      },
      storedVersions: ['v1'],
    });
    const discovery = await server.client.get('/apis/example.com/v1');
    expect(pick(discovery.body, '.resources[*].name')).toEqual([
      'widgets',
      'widgets/status',
      'widgets/scale',
    ]);
  });

  it('must have the name of their plural and group', async () => {
    const { code, body } = await server.client.post(definitions, {
      ...widgetDefinition,
      metadata: { name: 'gadgets.example.com' },
    });
    expect(code).toBe(422);
    expect(body.message).toContain('must be spec.names.plural+"."+spec.group');
  });

  const withSchema = (schema: unknown) => {
    const definition = structuredClone(widgetDefinition);
    const [{ selectableFields, ...version }] = definition.spec.versions;
    return {
      ...definition,
      spec: {
        ...definition.spec,
        versions: [{ ...version, schema: { openAPIV3Schema: schema } }],
      },
    };
  };

  it('must have a structural schema', async () => {
    const { code, body } = await server.client.post(
      definitions,
      withSchema({
        type: 'object',
        properties: {
          a: { type: 'string', pattern: '(' },
          b: {
            type: 'array',
            items: { type: 'object' },
            'x-kubernetes-list-type': 'map',
          },
        },
      }),
    );
    expect(code).toBe(422);
    const schema = 'spec.versions[0].schema.openAPIV3Schema';
    expect(pick(body, '.details.causes[*].field')).toEqual([
      `${schema}.properties[a].pattern`,
      `${schema}.properties[b].x-kubernetes-list-map-keys`,
    ]);
  });

  it('must have a schema with the types of JSONSchemaProps', async () => {
    const { code, body } = await server.client.post(
      definitions,
      withSchema({ type: 'object', anyOf: 'x' }),
    );
    expect(code).toBe(400);
    expect(body.message).toContain('anyOf: must be a list');
  });

  it.each([
    ['group', { group: 'example' }, 'spec.group', 'at least one dot'],
    [
      'kind',
      { names: { plural: 'widgets', kind: 'A B' } },
      'spec.names.kind',
      'may have mixed case',
    ],
    [
      'plural',
      { names: { plural: 'Widgets', kind: 'A' } },
      'spec.names.plural',
      'a DNS-1035 label',
    ],
    ['versions', { versions: [] }, 'spec.versions', 'exactly one version'],
    ['scope', { scope: 'World' }, 'spec.scope', 'Invalid'],
  ])('must have a valid %s', async (_, change, field, message) => {
    const { code, body } = await server.client.post(definitions, {
      ...widgetDefinition,
      spec: { ...widgetDefinition.spec, ...change },
    });
    expect(code).toBe(422);
    expect(pick(body, '.details.causes[*].field')).toContain(field);
    expect(body.message).toContain(message);
  });

  it('can stop to serve all versions and are deleted with their custom resources', async () => {
    await installWidgets(server.client);
    await server.client.post(widgets, widget('unserved'));
    const { spec } = structuredClone(widgetDefinition);
    spec.versions[0].served = false;
    await server.client.merge(`${definitions}/${name}`, { spec });
    expect((await server.client.get(widgets)).code).toBe(404);
    await server.client.delete(`${definitions}/${name}`);
    await waitFor(
      () => server.client.get(`${definitions}/${name}`),
      answer => answer.code === 404,
    );
  });

  it('are not established with the name of another kind', async () => {
    await installWidgets(server.client);
    await server.client.post(definitions, {
      ...widgetDefinition,
      metadata: { name: 'gadgets.example.com' },
      spec: {
        ...widgetDefinition.spec,
        names: { plural: 'gadgets', kind: 'Widget' },
      },
    });
    const { body } = await server.client.get(
      `${definitions}/gadgets.example.com`,
    );
    expect(conditionsOf(body)).toEqual([
      'NamesAccepted Established',
      'False False',
      'ListKindConflict NotAccepted',
    ]);
    expect((await server.client.get('/apis/example.com/v1/gadgets')).code).toBe(
      404,
    );
  });

  it('delete all their custom resources and wait for the finalizers of these', async () => {
    await installWidgets(server.client);
    await server.client.post(widgets, widget('plain'));
    await server.client.post(widgets, {
      ...widget('held'),
      metadata: { name: 'held', finalizers: ['example.com/hold'] },
    });
    await server.client.delete(`${definitions}/${name}`);
    await waitFor(
      () => server.client.get(`${widgets}/plain`),
      answer => answer.code === 404,
    );
    const { body } = await server.client.get(`${definitions}/${name}`);
    expect(
      pick(body, '.status.conditions[?(@.type=="Terminating")].reason'),
    ).toEqual(['InstanceDeletionInProgress']);
    await server.client.merge(`${widgets}/held`, {
      metadata: { finalizers: null },
    });
    await waitFor(
      () => server.client.get(`${definitions}/${name}`),
      answer => answer.code === 404,
    );
    expect((await server.client.get(widgets)).code).toBe(404);
  });

  it('set a new default in objects that were stored before', async () => {
    await installWidgets(server.client);
    await server.client.post(widgets, widget('old'));
    const changed = structuredClone(widgetDefinition);
    const { spec } = changed.spec.versions[0].schema.openAPIV3Schema.properties;
    Object.assign(spec.properties, {
      size: { type: 'string', default: 'small' },
    });
    await server.client.merge(`${definitions}/${name}`, { spec: changed.spec });
    const { body } = await server.client.get(`${widgets}/old`);
    expect(body.spec).toMatchObject({ size: 'small' });
  });

  it('are installed from files at every start without changes', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'promenade-crds-'));
    fs.writeFileSync(path.join(folder, 'widgets.yaml'), dump(widgetDefinition));
    const dataDirectory = path.join(folder, 'data');
    const first = await startTestServer({ dataDirectory, crds: [folder] });
    await first.client.post(widgets, widget('kept'));
    const before = await first.client.get(`${definitions}/${name}`);
    await first.stop();
    const second = await startTestServer({ dataDirectory, crds: [folder] });
    const after = await second.client.get(`${definitions}/${name}`);
    expect(after.body).toEqual(before.body);
    expect((await second.client.get(`${widgets}/kept`)).code).toBe(200);
    await second.stop();
    fs.rmSync(folder, { recursive: true });
  });
});
