import { createServer, type Server } from 'node:http';
import { mockServices } from '@backstage/backend-test-utils';
import { createCatalogSync } from '../domain/CatalogSync';
import { CatalogModuleLookup } from './catalogModule';
import { openChoreoEntityRules } from './entityRules';

const [{ name: ourRule }] = openChoreoEntityRules;

describe('CatalogModuleLookup', () => {
  let server: Server;
  /** What the catalog responds: the names of its rules, or a status. */
  let response: readonly string[] | number;
  let requests: { path: string | undefined; authorization?: string }[];

  beforeAll(async () => {
    server = createServer(({ url, headers: { authorization } }, answer) => {
      requests.push({ path: url, authorization });
      if (typeof response === 'number') {
        answer.writeHead(response).end('{}');
        return;
      }
      const rules = response.map(name => ({ name }));
      answer.end(JSON.stringify({ permissions: [], rules }));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterAll(() => {
    server.close();
  });
  beforeEach(() => {
    requests = [];
  });

  function lookup() {
    const address = server.address();
    if (!address || typeof address === 'string') {
      throw new Error('The server does not listen on a port');
    }
    const { port } = address;
    const discovery = mockServices.discovery.mock({
      getBaseUrl: async plugin => `http://127.0.0.1:${port}/api/${plugin}`,
    });
    const catalogSync = createCatalogSync();
    const found = new CatalogModuleLookup({
      auth: mockServices.auth(),
      discovery,
      openChoreo: { catalogSync },
    });
    return { catalogSync, isInstalled: () => found.isInstalled() };
  }

  it('finds the module by its rules, and asks the catalog once', async () => {
    response = ['IS_ENTITY_OWNER', ourRule];
    const { isInstalled } = lookup();
    expect(await isInstalled()).toBe(true);
    response = ['IS_ENTITY_OWNER'];
    expect(await isInstalled()).toBe(true);
    expect(requests).toEqual([
      {
        path: '/api/catalog/.well-known/backstage/permissions/metadata',
        authorization: expect.stringMatching(/^Bearer ./),
      },
    ]);
  });

  it('finds that there is none', async () => {
    response = ['IS_ENTITY_OWNER'];
    const { isInstalled } = lookup();
    expect(await isInstalled()).toBe(false);
    expect(await isInstalled()).toBe(false);
    expect(requests).toHaveLength(1);
  });

  it('finds the provider of its process without a request', async () => {
    response = ['IS_ENTITY_OWNER'];
    const { catalogSync, isInstalled } = lookup();
    expect(await isInstalled()).toBe(false);
    catalogSync.register({
      report: () => {
        throw new Error('Not part of this test');
      },
      sync: async () => {},
    });
    expect(await isInstalled()).toBe(true);
    expect(requests).toHaveLength(1);
  });

  it('takes it as installed while the catalog does not say', async () => {
    response = 503;
    const { isInstalled } = lookup();
    expect(await isInstalled()).toBe(true);
    response = ['IS_ENTITY_OWNER'];
    expect(await isInstalled()).toBe(false);
  });
});
