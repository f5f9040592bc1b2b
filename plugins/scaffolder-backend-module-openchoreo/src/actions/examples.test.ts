import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { Authorization } from '@promenade/backstage-plugin-openchoreo-node';
import {
  catalogModuleMock,
  openChoreoServiceMock,
} from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import { kinds } from '@promenade/openchoreo-model';
import { exampleStep } from '../__testUtils__/exampleStep';
import { GitServer } from '@promenade/test-git';
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
    catalogModule: catalogModuleMock(),
    openChoreo: openchoreo,
    permissions: mockServices.permissions(),
    userInfo: mockServices.userInfo(),
  }),
  catalog: catalogServiceMock.mock(),
  catalogModule: catalogModuleMock(),
  logger: mockServices.logger.mock(),
  config: mockServices.rootConfig(),
});

/** Those that only the control plane can complete. They change nothing, and share a platform. */
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

/** The Git hosts of the examples, which the test replaces by its own. */
const gitHost = /https:\/\/(github\.com|gitlab\.com|git\.example\.com)/;

/** Creates the repositories of the examples. */
async function createRepositories(server: GitServer): Promise<void> {
  await Promise.all([
    server.createRepository('acme/alerts'),
    server.createRepository('acme/tram/alerts'),
    server.createRepository('acme/manifests', { 'README.md': 'Empty\n' }),
  ]);
}

/** What a step logs that has waited in vain for the catalog. */
const timeout =
  /^The (?:catalog (?:does not have|still has|has another)|control plane has not) /m;

describe('every action', () => {
  it.each(actions)('has three examples or more: $id', ({ examples }) => {
    expect(examples?.length).toBeGreaterThanOrEqual(3);
  });
});

describe('the examples of the actions', () => {
  const workspace = createMockDirectory();
  let first: TestPlatform;
  let controlled: TestPlatform | undefined;
  let server: GitServer;

  beforeAll(async () => {
    first = await TestPlatform.start();
    await createSigningKey(first);
  }, 60_000);
  afterAll(async () => {
    await controlled?.stop();
    await first?.stop();
  }, 60_000);
  beforeEach(async () => {
    server = await GitServer.start();
  });
  afterEach(() => server?.stop());

  const examples = actions.flatMap(({ id, examples: all = [] }) =>
    all.map(({ description, example }) => ({ id, description, example })),
  );

  const startPlatform = async (id: string) => {
    const platform = await TestPlatform.start({ beside: first });
    await prepareExamples(platform, { others: !creating.includes(id) });
    return platform;
  };
  const startControlled = async (id: string) => {
    const platform = await startPlatform(id);
    await platform.startControlPlane();
    return platform;
  };

  it.each(examples)(
    '$id: $description',
    async ({ id, example }) => {
      const isControlled = withControlPlane.includes(id);
      if (isControlled) controlled ??= await startControlled(id);
      const platform =
        isControlled && controlled ? controlled : await startPlatform(id);
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
      const text = example.replace(gitHost, `http://${server.host}`);
      if (text !== example) await createRepositories(server);
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
      const deleteCreated = platform.prepareCreatedOrganizations();

      // A control plane writes at any time.
      const state = async () => (isControlled ? [] : versions(platform));
      const before = await state();
      const { pushes } = server;
      const dryRun = new TestTask();
      await dryRun.run(action, input, { ...options, isDryRun: true });
      expect(await state()).toEqual(before);
      expect(server.pushes).toBe(pushes);

      const task = new TestTask();
      await task.run(action, input, options);
      expect(Object.keys(task.outputs)).not.toEqual([]);
      expect(task.log.join('\n')).not.toMatch(timeout);
      await deleteCreated();
      if (!isControlled) await platform.stop();
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
