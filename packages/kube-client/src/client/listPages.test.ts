import { sendStatus } from '../__testUtils__/apiHttp';
import { useFakeApiServer } from '../__testUtils__/useFakeApiServer';
import { widget, widgets, widgetType } from '../__testUtils__/widgets';

const all = () => true;

describe('KubeClient.list', () => {
  const suite = useFakeApiServer();

  const put = (count: number) => {
    for (let i = 0; i < count; i += 1) {
      suite.api.put(widgets, widget(`w${String(i).padStart(4, '0')}`));
    }
  };

  it('reads all pages', async () => {
    put(7);
    const { items, resourceVersion } = await suite.connect().list(widgetType, {
      limit: 3,
      labelSelector: 'a=b',
      resourceVersion: '0',
    });
    expect(items.map(each => each.metadata.name)).toEqual([
      'w0000',
      'w0001',
      'w0002',
      'w0003',
      'w0004',
      'w0005',
      'w0006',
    ]);
    expect(resourceVersion).toBe('107');
    expect(suite.api.requests.map(({ query }) => query.toString())).toEqual([
      'labelSelector=a%3Db&limit=3&resourceVersion=0',
      'labelSelector=a%3Db&limit=3&continue=0.3',
      'labelSelector=a%3Db&limit=3&continue=0.6',
    ]);
  });

  it('starts again when the continue token has expired', async () => {
    put(5);
    suite.api.failNext(
      1,
      ({ query }) => query.has('continue'),
      (_request, res) => {
        suite.api.expireContinueTokens();
        sendStatus(res, 410, 'Expired', 'the continue token is too old');
      },
    );
    const { items } = await suite.connect().list(widgetType, { limit: 3 });
    expect(items).toHaveLength(5);
    expect(suite.api.requests).toHaveLength(4);
  });

  it('reads without pages when continue tokens keep expiring', async () => {
    put(5);
    suite.api.intercept(({ query }) => {
      if (query.has('continue')) {
        suite.api.expireContinueTokens();
      }
      return false;
    });
    const { items } = await suite.connect().list(widgetType, { limit: 3 });
    expect(items).toHaveLength(5);
    expect(suite.last().query.has('limit')).toBe(false);
  });

  it('fails when the server repeats a continue token, and reads no page for ever', async () => {
    suite.api.intercept((_request, res) => {
      res.end(
        JSON.stringify({
          kind: 'WidgetList',
          metadata: { resourceVersion: '1', continue: 'again' },
          items: [widget('a')],
        }),
      );
      return true;
    });
    await expect(suite.connect().list(widgetType)).rejects.toMatchObject({
      code: 'UNREADABLE',
    });
    expect(suite.api.requests).toHaveLength(2);
  });

  it('adds apiVersion and kind to items without them', async () => {
    suite.api.failNext(1, all, (_request, res) =>
      res.end(
        JSON.stringify({
          kind: 'WidgetList',
          metadata: { resourceVersion: '1' },
          items: [{ metadata: { name: 'a' } }],
        }),
      ),
    );
    const { items } = await suite.connect().list(widgetType);
    expect(items).toEqual([
      {
        apiVersion: 'shop.example.com/v1',
        kind: 'Widget',
        metadata: { name: 'a' },
      },
    ]);
  });

  it.each([
    ['an object', '{"kind":"Widget","metadata":{}}'],
    ['something else', '{"ok":true}'],
    ['nothing', ''],
  ])('are never empty because the server answered %s', async (_, body) => {
    suite.api.failNext(1, all, (_request, res) => res.end(body));
    await expect(suite.connect().list(widgetType)).rejects.toMatchObject({
      code: 'UNREADABLE',
    });
  });
});
