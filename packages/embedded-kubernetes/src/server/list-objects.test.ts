import { pick } from '../__testUtils__/api-client';
import { startTestServer, type TestServer } from '../__testUtils__/test-server';
import { installWidgets, widget, widgets } from '../__testUtils__/widgets';

const table = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };

describe('lists', () => {
  let server: TestServer;
  const names = (body: unknown) => pick(body, '.items[*].metadata.name');

  beforeAll(async () => {
    server = await startTestServer({
      history: { maxEvents: 64, inMemory: 64 },
    });
    await installWidgets(server.client);
    for (const [name, colour] of [
      ['one', 'red'],
      ['two', 'blue'],
      ['three', 'red'],
    ]) {
      await server.client.post(widgets, {
        ...widget(name, { colour }),
        metadata: { name, labels: { colour, [name]: 'yes' } },
      });
    }
  });
  afterAll(() => server.stop());

  it('has the current version', async () => {
    const { body } = await server.client.get(widgets);
    expect(body).toMatchObject({
      kind: 'WidgetList',
      apiVersion: 'example.com/v1',
    });
    expect(names(body)).toEqual(['one', 'three', 'two']);
    expect(Number(body.metadata.resourceVersion)).toBeGreaterThanOrEqual(
      Math.max(...pick(body, '.items[*].metadata.resourceVersion').map(Number)),
    );
  });

  it.each([
    ['colour=red', ['one', 'three']],
    ['colour!=red', ['two']],
    ['colour in (red,blue),!three', ['one', 'two']],
    ['colour notin (red)', ['two']],
    ['two', ['two']],
  ])('selects by the labels %s', async (selector, expected) => {
    const { body } = await server.client.get(
      `${widgets}?labelSelector=${encodeURIComponent(selector)}`,
    );
    expect(names(body)).toEqual(expected);
  });

  it('selects by name and selectable fields, and rejects other fields', async () => {
    const by = (selector: string) =>
      server.client.get(
        `${widgets}?fieldSelector=${encodeURIComponent(selector)}`,
      );
    expect(names((await by('metadata.name=two')).body)).toEqual(['two']);
    expect(
      names((await by('spec.colour=red,metadata.name!=one')).body),
    ).toEqual(['three']);
    const { code, body } = await by('spec.replicas=1');
    expect(code).toBe(400);
    expect(body.message).toBe('field label not supported: spec.replicas');
  });

  it('has the version of the first page on all pages', async () => {
    const first = await server.client.get(`${widgets}?limit=1`);
    expect(names(first.body)).toEqual(['one']);
    expect(first.body.metadata).toMatchObject({ remainingItemCount: 2 });
    await server.client.post(widgets, widget('second'));
    await server.client.delete(`${widgets}/three`);
    const token = encodeURIComponent(
      String(Object(first.body.metadata).continue),
    );
    const second = await server.client.get(
      `${widgets}?limit=5&continue=${token}`,
    );
    expect(names(second.body)).toEqual(['three', 'two']);
    expect(second.body.metadata.resourceVersion).toBe(
      first.body.metadata.resourceVersion,
    );
    await server.client.delete(`${widgets}/second`);
    await server.client.post(widgets, widget('three'));
  });

  it('returns a token to continue when the version of the first page is compacted', async () => {
    const first = await server.client.get(`${widgets}?limit=1`);
    for (let turn = 0; turn < 300; turn += 1) {
      await server.client.merge(`${widgets}/one`, {
        metadata: { annotations: { turn: `${turn}` } },
      });
    }
    const page = (token: unknown) =>
      server.client.get(
        `${widgets}?limit=5&continue=${encodeURIComponent(String(token))}`,
      );
    const late = await page(Object(first.body.metadata).continue);
    expect(late.code).toBe(410);
    expect(late.body.reason).toBe('Expired');
    const resumed = await page(Object(late.body.metadata).continue);
    expect(names(resumed.body)).toEqual(['three', 'two']);
  });

  it('rejects a version greater than the current one', async () => {
    const { code, body, headers } = await server.client.get(
      `${widgets}?resourceVersion=999999`,
    );
    expect(code).toBe(504);
    expect(headers['retry-after']).toBe('1');
    expect(pick(body, '.details.causes[*]')).toEqual([
      {
        reason: 'ResourceVersionTooLarge',
        message: 'Too large resource version',
      },
    ]);
  });

  it('formats a table with the columns of the kind and formatted ages', async () => {
    const { body } = await server.client.get(widgets, table);
    expect(body.kind).toBe('Table');
    expect(pick(body, '.columnDefinitions[*].name')).toEqual([
      'Name',
      'Colour',
      'Replicas',
      'Age',
    ]);
    expect(pick(body, '.columnDefinitions[*].priority')).toEqual([0, 0, 1, 0]);
    expect(pick(body, '.rows[0].cells[*]')).toEqual([
      'one',
      'red',
      1,
      expect.stringMatching(/^\d+s$/),
    ]);
    expect(pick(body, '.rows[0].object')[0]).toMatchObject({
      kind: 'PartialObjectMetadata',
      metadata: { name: 'one' },
    });
  });

  it('includes objects in table rows as requested', async () => {
    const whole = await server.client.get(
      `${widgets}?includeObject=Object`,
      table,
    );
    expect(pick(whole.body, '.rows[0].object.spec.colour')).toEqual(['red']);
    const none = await server.client.get(
      `${widgets}?includeObject=None`,
      table,
    );
    expect(pick(none.body, '.rows[*].cells')).not.toHaveLength(0);
    expect(pick(none.body, '.rows[*].object')).toHaveLength(0);
  });

  it('returns only metadata if requested', async () => {
    const { body } = await server.client.get(widgets, {
      accept:
        'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
    });
    expect(body.kind).toBe('PartialObjectMetadataList');
    expect(pick(body, '.items[*].metadata')).not.toHaveLength(0);
    expect(pick(body, '.items[*].spec')).toHaveLength(0);
  });
});
