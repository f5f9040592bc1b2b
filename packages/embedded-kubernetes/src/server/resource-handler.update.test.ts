import { startTestServer, type TestServer } from '../__testUtils__/test-server';
import { installWidgets, widget, widgets } from '../__testUtils__/widgets';
import { configMap, configMaps } from '../__testUtils__/config-maps';
import { deployment, deployments } from '../__testUtils__/deployments';

describe('handleResource for updates', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
    await installWidgets(server.client);
  });
  afterAll(() => server.stop());

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
});
