import { pick } from '../__testUtils__/api-client';
import { configMap, configMaps } from '../__testUtils__/config-maps';
import { startTestServer, type TestServer } from '../__testUtils__/test-server';
import {
  definitions,
  installWidgets,
  widget,
  widgetDefinition,
  widgets,
} from '../__testUtils__/widgets';

describe('watches', () => {
  let server: TestServer;

  beforeEach(async () => {
    server = await startTestServer({
      history: { maxEvents: 64, inMemory: 64 },
    });
  });
  afterEach(() => server.stop());

  it('sends the headers before the first event', async () => {
    const watch = await server.client.watch(
      `${configMaps}?watch=1&resourceVersion=999`,
    );
    expect(watch.contentType).toBe('application/json');
    watch.stop();
  });

  it('starts with the current objects without a version', async () => {
    await server.client.post(configMaps, configMap('a'));
    const watch = await server.client.watch(`${configMaps}?watch=true`);
    expect(await watch.take(1)).toEqual(['ADDED a']);
    await server.client.merge(`${configMaps}/a`, { data: { key: 'other' } });
    await server.client.delete(`${configMaps}/a`);
    expect(await watch.take(2)).toEqual(['MODIFIED a', 'DELETED a']);
    watch.stop();
  });

  it('continues from a version without loss or repetition', async () => {
    await server.client.post(configMaps, configMap('a'));
    const { body: list } = await server.client.get(configMaps);
    await server.client.post(configMaps, configMap('b'));
    await server.client.delete(`${configMaps}/a`);
    const watch = await server.client.watch(
      `${configMaps}?watch=true&resourceVersion=${list.metadata.resourceVersion}`,
    );
    await server.client.post(configMaps, configMap('c'));
    expect(await watch.take(3)).toEqual(['ADDED b', 'DELETED a', 'ADDED c']);
    watch.stop();
  });

  it('sends a deletion with the last state and the version of the deletion', async () => {
    const { body: created } = await server.client.post(
      configMaps,
      configMap('a'),
    );
    const watch = await server.client.watch(
      `${configMaps}?watch=true&resourceVersion=${created.metadata.resourceVersion}`,
    );
    await server.client.delete(`${configMaps}/a`);
    const event = await watch.next();
    expect(event?.object.data).toEqual({ key: 'value' });
    expect(Number(event?.object.metadata.resourceVersion)).toBeGreaterThan(
      Number(created.metadata.resourceVersion),
    );
    watch.stop();
  });

  it('sends ADDED and DELETED when an object starts and stops to match', async () => {
    await server.client.post(configMaps, configMap('a'));
    const watch = await server.client.watch(
      `${configMaps}?watch=true&labelSelector=team%3Dred`,
    );
    const label = (team: string) =>
      server.client.merge(`${configMaps}/a`, {
        metadata: { labels: { team } },
      });
    await label('red');
    await label('blue');
    expect(await watch.take(2)).toEqual(['ADDED a', 'DELETED a']);
    watch.stop();
  });

  it('ends the initial events with an annotated bookmark', async () => {
    await server.client.post(configMaps, configMap('a'));
    const watch = await server.client.watch(
      `${configMaps}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&fieldSelector=metadata.name%3Da`,
    );
    expect(await watch.take(1)).toEqual(['ADDED a']);
    const bookmark = await watch.next();
    expect(bookmark).toMatchObject({
      type: 'BOOKMARK',
      object: {
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
      },
    });
    watch.stop();
  });

  it('rejects initial events without resourceVersionMatch', async () => {
    const { code, body } = await server.client.get(
      `${configMaps}?watch=true&sendInitialEvents=true`,
    );
    expect(code).toBe(422);
    expect(body.message).toMatch(/^ListOptions.meta.k8s.io "" is invalid/);
  });

  it('sends an Expired error for a compacted version', async () => {
    const { body: first } = await server.client.post(
      configMaps,
      configMap('a'),
    );
    for (let turn = 0; turn < 300; turn += 1) {
      await server.client.merge(`${configMaps}/a`, {
        data: { key: `${turn}` },
      });
    }
    const watch = await server.client.watch(
      `${configMaps}?watch=true&resourceVersion=${first.metadata.resourceVersion}`,
    );
    expect(await watch.next()).toMatchObject({
      type: 'ERROR',
      object: { kind: 'Status', code: 410, reason: 'Expired' },
    });
    expect(await watch.next()).toBeUndefined();
  });

  it('ends after its timeout', async () => {
    const watch = await server.client.watch(
      `${configMaps}?watch=true&timeoutSeconds=1`,
    );
    expect(await watch.next()).toBeUndefined();
  });

  it('ends when the kind is unregistered', async () => {
    await installWidgets(server.client);
    await server.client.post(widgets, widget('a'));
    const watch = await server.client.watch(`${widgets}?watch=true`);
    await server.client.delete(
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.com',
    );
    expect(await watch.take(9)).toEqual(['ADDED a', 'DELETED a']);
  });

  it('sends more initial events than the connection buffers', async () => {
    const count = 30;
    for (let index = 0; index < count; index += 1) {
      await server.client.post(
        configMaps,
        configMap(`large-${index}`, {}, { key: 'x'.repeat(1_000_000) }),
      );
    }
    const watch = await server.client.watch(`${configMaps}?watch=true`);
    // The client does not read for a while.
    watch.pause();
    await server.client.post(configMaps, configMap('later'));
    await new Promise(resolve => setTimeout(resolve, 200));
    watch.resume();
    const names = await watch.take(count + 1);
    expect(new Set(names).size).toBe(count + 1);
    expect(names[count]).toBe('ADDED later');
    watch.stop();
  });

  it('sends the initial events of one version', async () => {
    for (let index = 0; index < 20; index += 1) {
      await server.client.post(
        configMaps,
        configMap(`large-${index}`, {}, { key: 'x'.repeat(1_000_000) }),
      );
    }
    const watch = await server.client.watch(`${configMaps}?watch=true`);
    watch.pause();
    await server.client.merge(`${configMaps}/large-9`, {
      metadata: { labels: { changed: 'yes' } },
    });
    await server.client.delete(`${configMaps}/large-8`);
    watch.resume();
    const names = await watch.take(22);
    expect(names.slice(20)).toEqual(['MODIFIED large-9', 'DELETED large-8']);
    watch.stop();
  });

  it('sends an Expired error to a client that reads too slowly', async () => {
    const large = { key: 'x'.repeat(900_000) };
    const { body } = await server.client.post(
      configMaps,
      configMap('a', {}, large),
    );
    const watch = await server.client.watch(
      `${configMaps}?watch=true&resourceVersion=${body.metadata.resourceVersion}`,
    );
    watch.pause();
    for (let turn = 0; turn < 300; turn += 1) {
      await server.client.merge(`${configMaps}/a`, {
        metadata: { labels: { turn: `${turn}` } },
      });
    }
    watch.resume();
    let last = await watch.next();
    for (let next = last; next; next = await watch.next()) last = next;
    expect(last).toMatchObject({ type: 'ERROR', object: { code: 410 } });
  });

  it('ends when the schema of its kind changes', async () => {
    await installWidgets(server.client);
    const watch = await server.client.watch(`${widgets}?watch=true`);
    const changed = structuredClone(widgetDefinition);
    Object.assign(
      changed.spec.versions[0].schema.openAPIV3Schema.properties.spec
        .properties,
      { size: { type: 'string', default: 'small' } },
    );
    await server.client.merge(`${definitions}/widgets.example.com`, {
      spec: changed.spec,
    });
    expect(await watch.next()).toBeUndefined();
    const next = await server.client.watch(`${widgets}?watch=true`);
    await server.client.post(widgets, widget('a'));
    const event = await next.next();
    expect(event?.object.spec).toMatchObject({ size: 'small' });
    next.stop();
  });

  it('sends tables, with column definitions in the first one only', async () => {
    await server.client.post(configMaps, configMap('a'));
    await server.client.post(configMaps, configMap('b'));
    const watch = await server.client.watch(`${configMaps}?watch=true`, {
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
    });
    const first = await watch.next();
    expect(first?.object.columnDefinitions).toHaveLength(3);
    expect(pick(first, '.object.rows[0].cells[0]')).toEqual(['a']);
    const second = await watch.next();
    expect(second?.object.columnDefinitions).toBeNull();
    watch.stop();
  });
});
