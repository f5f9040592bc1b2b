import { TinyApi } from '../__testUtils__/TinyApi';
import { widget } from '../__testUtils__/widgets';
import { ApiError } from '../client/ApiError';
import { KubeClient } from '../client/KubeClient';
import { Applier, conflictingFields } from './Applier';

describe('an applier', () => {
  let api: TinyApi;
  let client: KubeClient;
  let applier: Applier;

  beforeEach(async () => {
    api = await TinyApi.start();
    client = KubeClient.fromCluster({ server: api.url }, { qps: 0 });
    applier = new Applier({ client, fieldManager: 'promenade' });
    api.addFault(({ path }, res) => {
      if (path !== '/api' && path !== '/apis') {
        return false;
      }
      const resources = [
        {
          resource: 'widgets',
          responseKind: { kind: 'Widget' },
          scope: 'Namespaced',
        },
      ];
      const items = [
        {
          metadata: { name: 'shop.example.com' },
          versions: [{ version: 'v1', resources }],
        },
      ];
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ items: path === '/apis' ? items : [] }));
      return true;
    });
  });

  afterEach(async () => {
    await client.close();
    await api.stop();
  });

  it('applies a manifest of any kind the server has, as its field manager, by force', async () => {
    const object = await applier.apply(widget('a', { spec: 1 }));
    expect(object).toMatchObject({ spec: 1, metadata: { name: 'a' } });
    const request = api.requests.at(-1);
    expect(request?.method).toBe('PATCH');
    expect(request?.query.toString()).toBe('fieldManager=promenade&force=true');
  });

  it('applies what was read before without what the server owns of it', async () => {
    const read = await applier.apply(widget('a', { spec: 1 }));
    await applier.apply(read, { dryRun: true, force: false });
    const request = api.requests.at(-1);
    expect(request?.body).toEqual(widget('a', { spec: 1 }));
    expect(request?.query.toString()).toBe('fieldManager=promenade&dryRun=All');
  });

  it('says what to do about a kind that the server does not have', async () => {
    await expect(
      applier.apply({ ...widget('a'), kind: 'Gadget' }),
    ).rejects.toThrow(
      'the server does not serve Gadget of shop.example.com/v1: install its CustomResourceDefinition',
    );
  });

  it('tells which fields are owned by others', async () => {
    api.failNext(
      1,
      ({ method }) => method === 'PATCH',
      (_request, res) => {
        res.writeHead(409, { 'content-type': 'application/json' });
        res.end(
          JSON.stringify({
            kind: 'Status',
            message: 'Apply failed with 1 conflict',
            reason: 'Conflict',
            code: 409,
            details: {
              causes: [
                { reason: 'FieldManagerConflict', field: '.spec.replicas' },
                { reason: 'Other' },
              ],
            },
          }),
        );
      },
    );
    const error = await applier.apply(widget('a')).catch(thrown => thrown);
    expect(error instanceof ApiError && conflictingFields(error)).toEqual([
      '.spec.replicas',
    ]);
  });
});
