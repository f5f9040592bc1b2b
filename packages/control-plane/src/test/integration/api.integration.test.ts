import {
  apiBindingKind,
  apiKind,
  componentKind,
  endpointKind,
  getCondition,
  releaseKind,
} from '@promenade/openchoreo-model';
import {
  aComponent,
  aService,
  aWorkload,
  anAPIClass,
  withWorkloadName,
  ofComponent,
  withImage,
  withSpec,
} from '../__testUtils__';
import { buildDraft } from '../__testUtils__/modifiers';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.apply(
    anAPIClass('default'),
    aComponent('books'),
    aWorkload(
      'books',
      ofComponent('books'),
      withImage('registry.test/books:1'),
    ),
    aService('books', ofComponent('books'), withWorkloadName('books')),
  );
});

afterAll(() => platform?.stop());

const anAPI = (name: string, backend: object) =>
  apiKind.schema.parse(
    buildDraft(apiKind.apiVersion, apiKind.kind, name, [
      ofComponent('books'),
      withSpec({
        type: 'REST',
        environmentName: 'development',
        rest: { backend },
      }),
    ]),
  );

it('the Endpoints of a component are created and deleted with it', async () => {
  const { client, organization: namespace } = platform;
  await platform.apply(
    aComponent('brief'),
    aWorkload(
      'brief',
      ofComponent('brief'),
      withImage('registry.test/brief:1'),
    ),
    aService('brief', ofComponent('brief'), withWorkloadName('brief')),
  );
  await platform.waitForCondition(componentKind, 'brief', { status: 'True' });
  await platform.waitUntilIdle();
  const { items } = await client.list<{
    apiVersion: string;
    kind: string;
    metadata: { name: string };
  }>(endpointKind, {
    namespace,
    labelSelector: 'openchoreo.dev/component=brief',
  });
  expect(items).toHaveLength(1);
  const [{ metadata }] = items;
  await platform.waitFor(
    endpointKind,
    metadata.name,
    ({ status }) => status?.address?.endsWith(':8080') ?? false,
  );
  await client.delete(componentKind, { namespace, name: 'brief' });
  await platform.waitUntilGone(endpointKind, {
    namespace,
    name: metadata.name,
  });
});

it('an API of a component gets a binding, a Release and an address, and is deleted with them', async () => {
  const { client, organization: namespace } = platform;
  await platform.apply(anAPI('catalogue', { port: 8080, basePath: '/v1' }));
  await platform.waitFor(
    apiKind,
    'catalogue',
    ({ status }) => status?.address?.endsWith('/shop/books/v1') ?? false,
  );
  const release = await platform.waitFor(
    releaseKind,
    'catalogue',
    ({ spec }) => (spec.resources ?? []).length === 3,
  );
  expect(release.spec.resources?.map(({ object }) => object.kind)).toEqual([
    'HTTPRoute',
    'SecurityPolicy',
    'BackendTrafficPolicy',
  ]);
  await client.delete(apiKind, { namespace, name: 'catalogue' });
  await platform.waitUntilGone(releaseKind, { namespace, name: 'catalogue' });
});

it('an API with an error reports it, and recovers when it is corrected', async () => {
  const { client, organization: namespace } = platform;
  await platform.apply(
    anAPI('typo', { port: 8080, target: { url: 'nowhere' } }),
  );
  await platform.waitFor(
    apiBindingKind,
    'typo',
    ({ status }) =>
      getCondition(status?.conditions, 'Ready')?.reason ===
      'InvalidConfiguration',
  );
  await client.patch(
    apiKind,
    { namespace, name: 'typo' },
    {
      spec: {
        rest: {
          backend: { basePath: '/typo', target: { url: 'http://books.test' } },
        },
      },
    },
    { type: 'merge' },
  );
  await platform.waitFor(
    apiBindingKind,
    'typo',
    ({ status }) =>
      getCondition(status?.conditions, 'Ready')?.reason !==
      'InvalidConfiguration',
  );
  const release = await platform.waitFor(releaseKind, 'typo', ({ spec }) =>
    (spec.resources ?? []).some(({ object }) => object.kind === 'Backend'),
  );
  expect(JSON.stringify(release.spec.resources)).toContain('books.test');
});
