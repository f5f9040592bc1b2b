import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { Authorization } from '@promenade/backstage-plugin-openchoreo-node';
import { openChoreoServiceMock } from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import { kinds, organizationKind } from '@promenade/openchoreo-model';
import { exampleStep } from '../__testUtils__/exampleStep';
import { GitServer } from '../__testUtils__/GitServer';
import {
  createSigningKey,
  prepareExamples,
} from '../__testUtils__/prepareExamples';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import { TestTask } from '../__testUtils__/TestTask';
import { openChoreoActions } from '.';

/** The actions without a platform, for their examples. */
const openchoreo = openChoreoServiceMock({
  verbDeclarations: Object.values(verbs),
});
const actions = openChoreoActions({
  openchoreo,
  authorization: new Authorization({
    auth: mockServices.auth(),
    auditor: mockServices.auditor.mock(),
    catalog: catalogServiceMock.mock(),
    openChoreo: openchoreo,
    permissions: mockServices.permissions(),
    userInfo: mockServices.userInfo(),
  }),
  catalog: catalogServiceMock.mock(),
  logger: mockServices.logger.mock(),
  config: mockServices.rootConfig(),
});

/** Those that only the control plane can complete. */
const withControlPlane: readonly string[] = [
  'openchoreo:release:preview',
  'openchoreo:wait',
];

/** Those whose examples create the other components. */
const creating: readonly string[] = [
  'openchoreo:component:create',
  'openchoreo:manifests:render',
];

/** The inputs with which a step does not wait for the control plane. */
const withoutWaiting = [
  'waitUntilReady',
  'waitUntilComplete',
  'waitUntilDeleted',
];

describe('every action', () => {
  it.each(actions)('has three examples or more: $id', ({ examples }) => {
    expect(examples?.length).toBeGreaterThanOrEqual(3);
  });
});

describe('the examples of the actions', () => {
  const workspace = createMockDirectory();
  let first: TestPlatform;
  let server: GitServer;

  beforeAll(async () => {
    first = await TestPlatform.start();
    await createSigningKey(first);
  }, 60_000);
  afterAll(() => first?.stop(), 60_000);
  beforeEach(async () => {
    server = await GitServer.start();
    for (const name of ['acme/alerts', 'acme/tram/alerts']) {
      await server.createRepository(name);
    }
    await server.createRepository('acme/manifests', { 'README.md': 'Empty\n' });
  });
  afterEach(async () => {
    await server?.stop();
    const created = { name: 'harbour' };
    if (await first.client.find(organizationKind, created)) {
      await first.client.delete(organizationKind, created);
    }
  });

  const examples = actions.flatMap(({ id, examples: all = [] }) =>
    all.map(({ description, example }) => ({ id, description, example })),
  );

  it.each(examples)(
    '$id: $description',
    async ({ id, example }) => {
      const platform = await TestPlatform.start({ beside: first });
      await prepareExamples(platform, { others: !creating.includes(id) });
      if (withControlPlane.includes(id)) await platform.startControlPlane();
      workspace.setContent({ 'README.md': 'Alerts\n', source: { a: 'a' } });
      const action = openChoreoActions({
        ...platform.services,
        config: mockServices.rootConfig({
          data: {
            app: { baseUrl: 'https://portal.test' },
            openchoreo: { delivery: { gitHosts: [{ host: server.host }] } },
          },
        }),
      }).find(each => each.id === id);
      const text = example.replace(
        /https:\/\/(github\.com|gitlab\.com|git\.example\.com)/,
        `http://${server.host}`,
      );
      const step = exampleStep(text, platform.organization);
      expect(step.action).toBe(id);
      if (!action) throw new Error(`There is no action ${id}`);
      const properties = action.schema?.input?.properties ?? {};
      const input: JsonObject = {
        ...step.input,
        ...Object.fromEntries(
          withoutWaiting
            .filter(name => name in properties)
            .map(name => [name, false]),
        ),
      };
      const options = { workspacePath: workspace.path };

      const before = await versions(platform);
      const { pushes } = server;
      const dryRun = new TestTask();
      await dryRun.run(action, input, { ...options, isDryRun: true });
      // A control plane writes at any time.
      const after = withControlPlane.includes(id)
        ? before
        : await versions(platform);
      expect(after).toEqual(before);
      expect(server.pushes).toBe(pushes);

      const task = new TestTask();
      await task.run(action, input, options);
      expect(Object.keys(task.outputs)).not.toEqual([]);
      await platform.stop();
    },
    60_000,
  );
});

/** The resource versions of all objects, which change with every write. */
async function versions(platform: TestPlatform): Promise<string[]> {
  const lists = await Promise.all(
    kinds.map(async kind => {
      const { items } = await platform.client.list(kind, {
        ...(kind.scope === 'Namespaced' && {
          namespace: platform.organization,
        }),
      });
      return items.map(
        ({ metadata }) =>
          `${kind.kind} ${metadata.name} ${metadata.resourceVersion}`,
      );
    }),
  );
  return lists.flat();
}
