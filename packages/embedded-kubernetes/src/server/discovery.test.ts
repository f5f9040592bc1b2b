import { pick } from '../__testUtils__/api-client';
import { startTestServer, type TestServer } from '../__testUtils__/test-server';
import { installWidgets } from '../__testUtils__/widgets';

const aggregated = {
  accept:
    'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json',
};

describe('discovery', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
    await installWidgets(server.client);
  });
  afterAll(() => server.stop());

  it('sends aggregated discovery to clients that accept it', async () => {
    const { headers, body } = await server.client.get('/apis', aggregated);
    expect(headers['content-type']).toBe(
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    );
    const [version] = pick(
      body,
      '.items[?(@.metadata.name=="example.com")].versions[0]',
    );
    expect(version).toMatchObject({
      version: 'v1',
      freshness: 'Current',
      resources: [
        {
          resource: 'widgets',
          responseKind: { group: 'example.com', version: 'v1', kind: 'Widget' },
          scope: 'Namespaced',
          singularResource: 'widget',
          shortNames: ['wd'],
          categories: ['all'],
          subresources: [{ subresource: 'status' }, { subresource: 'scale' }],
        },
      ],
    });
  });

  it('sends 304 for an unchanged document', async () => {
    const { headers } = await server.client.get('/apis', aggregated);
    const again = await server.client.get('/apis', {
      ...aggregated,
      headers: { 'If-None-Match': String(headers.etag) },
    });
    expect(again.code).toBe(304);
  });

  it('sends groups, versions and resources separately to other clients', async () => {
    const groups = await server.client.get('/apis');
    expect(groups.body.kind).toBe('APIGroupList');
    const core = await server.client.get('/api');
    expect(core.body).toMatchObject({ kind: 'APIVersions', versions: ['v1'] });
    const group = await server.client.get('/apis/example.com');
    expect(group.body).toMatchObject({
      kind: 'APIGroup',
      preferredVersion: { groupVersion: 'example.com/v1' },
    });
  });

  it('sends a version that kubectl can parse', async () => {
    const { body } = await server.client.get('/version');
    expect(body).toMatchObject({
      major: '1',
      minor: '33',
      gitVersion: expect.stringMatching(/^v1\.33\.0/),
    });
  });

  it('sends an empty OpenAPI v2 document, which kubectl requires to apply a List', async () => {
    const { body } = await server.client.get('/openapi/v2');
    expect(body).toMatchObject({ swagger: '2.0', paths: {} });
  });

  it('sends an OpenAPI v3 document per group and version, by its hash', async () => {
    const { body: index } = await server.client.get('/openapi/v3');
    const [url] = pick(
      index,
      "['paths']['apis/example.com/v1']['serverRelativeURL']",
    );
    const { body, headers } = await server.client.get(String(url));
    expect(headers['cache-control']).toBe('public, immutable');
    const [patch] = pick(
      body,
      "['paths']['/apis/example.com/v1/namespaces/{namespace}/widgets/{name}']['patch']",
    );
    expect(patch).toMatchObject({
      'x-kubernetes-action': 'patch',
      'x-kubernetes-group-version-kind': {
        group: 'example.com',
        kind: 'Widget',
        version: 'v1',
      },
    });
    expect(pick(patch, '.parameters[*].name')).toEqual([
      'dryRun',
      'fieldManager',
      'fieldValidation',
      'force',
    ]);
    expect(
      pick(
        body,
        "['components']['schemas']['com.example.v1.Widget'].properties.spec.properties.colour",
      ),
    ).toEqual([{ type: 'string', enum: ['red', 'blue'] }]);
    const outdated = await server.client.get(
      '/openapi/v3/apis/example.com/v1?hash=OLD',
    );
    expect(outdated.code).toBe(301);
    expect(outdated.headers.location).toBe(url);
  });

  it('publishes no rules of built-in kinds', async () => {
    const { body } = await server.client.get('/openapi/v3/api/v1');
    expect(
      pick(body, "['components']['schemas']['io.k8s.api.core.v1.ConfigMap']"),
    ).toHaveLength(1);
    expect(JSON.stringify(body)).not.toContain('"rules"');
    const roles = await server.client.get(
      '/openapi/v3/apis/rbac.authorization.k8s.io/v1',
    );
    expect(
      pick(
        roles.body,
        "['components']['schemas']['io.k8s.api.rbac.v1.Role'].properties.rules.type",
      ),
    ).toEqual(['array']);
  });

  it('allows everything in access reviews', async () => {
    const { code, body } = await server.client.post(
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes: { verb: 'create', resource: 'pods' } },
      },
    );
    expect(code).toBe(201);
    expect(body.status).toMatchObject({ allowed: true });
  });

  it('counts requests and objects in metrics', async () => {
    await server.client.get('/api/v1/namespaces');
    const { body } = await server.client.get('/metrics');
    expect(body.text).toMatch(
      /^apiserver_request_total\{code="200",group="",resource="namespaces",subresource="",verb="LIST"\} \d+$/m,
    );
    expect(body.text).toContain(
      'apiserver_storage_objects{resource="namespaces"} 4',
    );
  });
});
