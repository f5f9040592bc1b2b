// What is checked on a host: each function follows the guide on it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '../../e2e/support/wait-until.mjs';
import { Backend } from './Backend.mjs';
import { blocksOf } from './guide.mjs';
import { hostPages, readPages } from './pages.mjs';
import { newSqlite } from './platform.mjs';

const component = 'component:default/departures';
const template = 'template:openchoreo/create-a-service';
const hostComponent = 'component:default/example-website';
const backendSection = '3. Add the backend';
export const columnSection = 'Environments in the list of components';

const parts = {
  backend: "The pages' backend",
  catalog: 'The catalog',
  actions: 'The scaffolder actions',
  templates: 'The templates',
};

/** How long the entities of a host do not change, once all are processed. */
const stableMs = 5_000;

/** The entities that are the host's own. */
const without = (entities, others) =>
  new Map([...entities].filter(([ref]) => !others.has(ref)));

/** The entities of the host, with their relations among themselves. Its groups and users may own others as well. */
const entitiesOfHost = (entities, known) =>
  new Map(
    [...entities]
      .filter(([ref]) => known.has(ref))
      .map(([ref, entity]) => {
        const { relations } = known.get(ref);
        const others = entity.relations.filter(
          relation =>
            relations.includes(relation) ||
            known.has(relation.split(' ').at(-1)),
        );
        return [ref, { ...entity, relations: others }];
      }),
  );

const refsOf = entities => [...entities.keys()].sort();

/** Compares entities by entity, so that a difference is short. */
function assertSameEntities(actual, expected) {
  assert.deepEqual(refsOf(actual), refsOf(expected));
  for (const [ref, entity] of expected)
    assert.deepEqual(actual.get(ref), entity, ref);
}

/**
 * The checks of one host.
 *
 * @param {object} context
 * @param {import('./Host.mjs').Host} context.host
 * @param {{ install: import('./guide.mjs').Block[], legacy: import('./guide.mjs').Block[], uninstall: import('./guide.mjs').Block[] }} context.guides
 * @param {string} context.kubeconfig
 * @param {import('../../plugins/catalog-backend-module-openchoreo/src/__testUtils__/TestPostgres.ts').TestPostgres | undefined} context.postgres
 * @param {(title: string, work: () => Promise<void>, options?: { isBefore: boolean }) => Promise<boolean>} context.check runs a
 *   check, and returns whether it passed
 * @param {boolean} context.hasBrowser
 */
export function createScenarios({
  host,
  guides,
  kubeconfig,
  postgres,
  check,
  hasBrowser,
}) {
  const folder = join(host.folder, '..');
  let databases = 0;
  const newDatabase = name =>
    name === 'PostgreSQL'
      ? postgres.newDatabase()
      : newSqlite(folder, `${(databases += 1)}`);
  const databaseNames = ['SQLite', ...(postgres ? ['PostgreSQL'] : [])];

  /** Pages that show something of OpenChoreo, and what only they show. */
  const ownPages = new Map([
    ['/catalog/default/component/departures', /Where it runs/],
    ['/catalog/default/component/departures/deploy', /Development/],
    ['/catalog/default/system/tram', /Departures/],
    // Its field has the only project selected.
    ['/create/templates/openchoreo/create-a-service', /Tram/],
    ['/openchoreo/approvals', /Approvals/],
    ['/openchoreo/sync', /The catalog is current/],
    ...(host.frontend === 'old' || host.extraSections.includes(columnSection)
      ? [
          [
            // A new app has the catalog at its root.
            `${
              host.frontend === 'old' ? '/catalog' : '/'
            }?filters[kind]=component`,
            /Environments[^]*Development/,
          ],
        ]
      : []),
  ]);

  let backends = 0;
  /** Runs work with a backend, and stops it. */
  async function withBackend(options, work) {
    backends += 1;
    const backend = await Backend.start(host, {
      name: `backend-${backends}`,
      database: newDatabase('SQLite'),
      kubeconfig,
      ...options,
    });
    try {
      return await work(backend);
    } finally {
      await backend.stop();
    }
  }

  /** Waits until the entities of a host without the plugins have not changed for a while. */
  const waitForHostEntities = async backend => {
    let before;
    let since;
    return backend.waitForEntities('the entities of the host', entities => {
      const now = JSON.stringify([...entities]);
      if (now !== before) since = Date.now();
      before = now;
      return entities.has(hostComponent) && Date.now() - since > stableMs;
    });
  };

  /** Waits until the entities are those that the host had before. Throws the last difference. */
  async function waitForOriginalEntities(backend, select = all => all) {
    let difference;
    const isSame = all => {
      try {
        assertSameEntities(select(all), original.entities);
        return true;
      } catch (error) {
        difference = error;
        return false;
      }
    };
    await backend
      .waitForEntities('the entities of the host', isSame)
      .catch(error => {
        throw difference ?? error;
      });
  }

  /** What the host had before anything was installed. */
  const original = {};

  const recordOriginal = ({ withPages }) =>
    check('the host without the plugins', () => readOriginal(withPages), {
      isBefore: true,
    });

  /** @param {(path: string, text: string) => boolean} isComplete */
  async function readHostPages(backend, isComplete, others = []) {
    const paths = hostPages.map(path => [path, text => isComplete(path, text)]);
    const { pages } = await readPages(
      backend.url,
      new Map([...paths, ...others]),
    );
    return pages;
  }

  const isAsBefore = (path, text) => text === original.pages.get(path).text;

  async function readOriginal(withPages) {
    if (withPages) await host.run('yarn', ['workspace', 'app', 'build']);
    await withBackend({ kubeconfig: undefined }, async backend => {
      original.entities = await waitForHostEntities(backend);
      original.source = host.read('packages/backend/src/index.ts');
      if (withPages) original.pages = await readHostPages(backend, () => true);
    });
  }

  const preparation = [
    ...blocksOf(guides.install, '1. Get the packages'),
    ...blocksOf(guides.install, '2. Start a control plane'),
  ].filter(({ target }) => !target.startsWith('In the clone'));

  const prepare = () => host.applyAll(preparation);
  const addBackend = part =>
    host.applyAll(blocksOf(guides.install, backendSection, parts[part]));
  const addFrontend = () =>
    host.applyAll(
      host.frontend === 'old'
        ? guides.legacy
        : blocksOf(guides.install, '4. Add the frontend'),
    );

  const hasActions = async (backend, expected) => {
    const actions = await backend.api.request('GET', 'scaffolder/v2/actions');
    const own = actions.filter(({ id }) => id.startsWith('openchoreo:'));
    assert.equal(own.length > 0, expected, 'actions of the scaffolder');
  };

  const alone = {
    catalog: async backend => {
      await backend.waitForEntities('the entities', all => all.has(component));
      await hasActions(backend, false);
      const { status } = await backend.api.send('GET', 'openchoreo/projects');
      assert.equal(status, 404);
    },
    backend: async backend => {
      const { projects } = await waitForBody(backend, 'openchoreo/projects');
      assert.ok(projects.some(({ name }) => name === 'tram'));
      await waitForOriginalEntities(backend);
    },
    actions: async backend => {
      await hasActions(backend, true);
      await waitForOriginalEntities(backend);
    },
    templates: async backend => {
      const entities = await backend.waitForEntities('the templates', all =>
        all.has(template),
      );
      const own = without(entities, original.entities);
      assert.ok([...own.values()].every(({ kind }) => kind === 'Template'));
    },
  };

  const waitForBody = async (backend, path) => {
    let response;
    await waitUntil(`GET ${path} responds with 200`, async () => {
      response = await backend.api.send('GET', path);
      return response.status === 200;
    });
    return response.body;
  };

  /** Each package of the backend with no other in the host. */
  async function installEachAlone() {
    for (const [part, verify] of Object.entries(alone))
      await check(`${parts[part]}, alone`, async () => {
        try {
          await prepare();
          await addBackend(part);
          await withBackend({}, verify);
        } finally {
          await host.restore();
        }
      });
  }

  /** Follows the whole guide. */
  const installAll = () =>
    check('install, as documented', async () => {
      await prepare();
      for (const part of Object.keys(parts)) await addBackend(part);
      await addFrontend();
      for (const section of host.extraSections)
        await host.applyAll(blocksOf(guides.install, section));
    });

  const typeCheck = () => check('types', () => host.run('yarn', ['tsc']));

  /** What works once everything is installed. */
  async function verifyAll(backend) {
    await backend.waitForEntities(
      'entities and templates',
      all => all.has(component) && all.has(template),
    );
    await waitForOriginalEntities(backend, all =>
      entitiesOfHost(all, original.entities),
    );
    const name = `check-${backend.port}`;
    const task = await backend.api.runTemplate(
      'create-a-service',
      {
        project: 'system:default/tram',
        name,
        image: 'registry.local/tram/check:1.0.0',
        endpoints: [
          { name: 'http', type: 'HTTP', port: 8080, exposure: 'Project' },
        ],
      },
      'openchoreo',
    );
    assert.equal(task.status, 'completed', task.log);
    const { status } = await backend.api.send(
      'GET',
      `catalog/entities/by-name/component/default/${name}`,
    );
    assert.equal(status, 200, 'the entity at the end of the task');
    return name;
  }

  const deleteByKubectl = name =>
    execFileSync('kubectl', [
      `--kubeconfig=${kubeconfig}`,
      'delete',
      'component.openchoreo.dev',
      name,
      '--ignore-not-found',
    ]);

  /** The status of a request to delete an entity and of one to delete a component. */
  async function statusesOfDeletions(backend, name) {
    const [{ metadata }] = await backend.api.request(
      'GET',
      `catalog/entities?filter=kind=component,metadata.name=example-website`,
    );
    const ofEntity = await backend.api.send(
      'DELETE',
      `catalog/entities/by-uid/${metadata.uid}`,
    );
    const ofComponent = await backend.api.send(
      'DELETE',
      `openchoreo/organizations/default/projects/tram/components/${name}`,
    );
    return [ofEntity.status, ofComponent.status];
  }

  const runOnEachDatabase = async () => {
    for (const name of databaseNames)
      await check(`all plugins on ${name}`, () =>
        withBackend({ database: newDatabase(name) }, async backend => {
          const created = await verifyAll(backend);
          // The policy of the host denies deletions, and knows nothing of OpenChoreo.
          assert.deepEqual(
            await statusesOfDeletions(backend, created),
            [403, 403],
          );
          deleteByKubectl(created);
          await backend.waitForEntities(
            'a deleted component is gone',
            all => !all.has(`component:default/${created}`),
          );
        }),
      );
  };

  const runWithoutPermissions = () =>
    check('permissions off', () =>
      withBackend(
        { config: { permission: { enabled: false } } },
        async backend => {
          const created = await verifyAll(backend);
          assert.deepEqual(
            await statusesOfDeletions(backend, created),
            [204, 202],
          );
        },
      ),
    );

  const comparePages = () =>
    check('pages of the host as before, and those of OpenChoreo', async () => {
      await host.run('yarn', ['workspace', 'app', 'build']);
      await withBackend({}, async backend => {
        await backend.waitForEntities('the entities', all =>
          all.has(component),
        );
        const own = [...ownPages].map(([path, text]) => [
          path,
          shown => text.test(shown),
        ]);
        const pages = await readHostPages(backend, isAsBefore, own);
        for (const [path, before] of original.pages) {
          const after = pages.get(path);
          assert.equal(after.text, before.text, path);
          assert.deepEqual(after.styles, before.styles, path);
          assert.deepEqual(
            after.sidebar.filter(item => before.sidebar.includes(item)),
            before.sidebar,
          );
        }
        for (const [path, text] of ownPages) {
          const shown = pages.get(path).text;
          assert.match(shown, text, `${path} shows\n${shown.slice(0, 2000)}`);
        }
      });
    });

  const runFrontendAlone = () =>
    check('the frontend without its backend', async () => {
      const entry = host.writeBackend('without', original.source);
      await withBackend({ entry }, async backend => {
        await waitForHostEntities(backend);
        const approvals = '/openchoreo/approvals';
        const pages = await readHostPages(backend, isAsBefore, [
          [approvals, () => true],
        ]);
        for (const [path, before] of original.pages)
          assert.equal(pages.get(path).text, before.text, path);
        assert.ok(pages.get(approvals).text.trim());
      });
    });

  /** A replica without the plugins, then one with them beside it, then none with them. A check that fails ends the sequence. */
  async function rollOutAndBack() {
    if (!postgres) return;
    const entry = host.writeBackend('without', original.source);
    const database = postgres.newDatabase();
    const running = new Set();
    const start = async (name, options) => {
      const backend = await Backend.start(host, {
        name,
        database,
        kubeconfig,
        ...options,
      });
      running.add(backend);
      return backend;
    };
    const stop = async backend => {
      await backend.stop();
      running.delete(backend);
    };
    const hasOurs = all => all.has(component) && all.has(template);
    let old;
    let first;
    let second;
    const steps = [
      [
        'rolling install on PostgreSQL',
        async () => {
          old = await start('replica-old', { entry });
          await waitForHostEntities(old);
          first = await start('replica-1');
          await first.waitForEntities(
            'entities, beside an old replica',
            hasOurs,
          );
          await old.waitForEntities('entities, on the old replica', hasOurs);
          await stop(old);
          assert.ok(hasOurs(await first.entities()));
        },
      ],
      [
        'two replicas on PostgreSQL',
        async () => {
          second = await start('replica-2');
          const before = refsOf(await first.entities());
          await stop(first);
          const created = await verifyAll(second);
          deleteByKubectl(created);
          const after = await second.waitForEntities(
            'the other replica writes',
            all => !all.has(`component:default/${created}`),
          );
          assert.deepEqual(refsOf(after), before);
        },
      ],
      [
        'an old replica starts, and the entities come back',
        async () => {
          old = await start('replica-old', { entry });
          // The catalog deletes orphans every 30 seconds.
          await sleep(45_000);
          await second.waitForEntities('entities, again', hasOurs);
          await stop(old);
        },
      ],
      [
        'rollback on PostgreSQL',
        async () => {
          await stop(second);
          old = await start('replica-old', { entry });
          await waitForOriginalEntities(old);
        },
      ],
    ];
    try {
      for (const [title, work] of steps)
        if (!(await check(title, work))) return;
    } finally {
      await Promise.all([...running].map(stop));
    }
  }

  /** Follows the page on uninstalling, and compares all files and entities with the host that nothing was installed into. */
  const uninstall = () =>
    check('uninstall, as documented', async () => {
      const database = newDatabase('SQLite');
      await withBackend({ database }, backend =>
        backend.waitForEntities('entities', all => all.has(component)),
      );
      await host.applyAll(blocksOf(guides.uninstall, '1. Remove the packages'));
      // The page says to take back what the guide has added. Whatever else has changed is a fault.
      await host.git(
        'checkout',
        '-q',
        '--',
        'packages/backend/src/index.ts',
        'app-config.yaml',
        '.yarnrc.yml',
        'packages/app/src/App.tsx',
      );
      await host.git('clean', '-fdq');
      await host.run('yarn', ['install']);
      assert.deepEqual(await host.changes(), []);
      await withBackend({ database, kubeconfig: undefined }, async backend => {
        await waitForOriginalEntities(backend);
      });
    });

  return {
    /** Everything, on a host of the current release. */
    async full() {
      if (!(await recordOriginal({ withPages: hasBrowser }))) return;
      await installEachAlone();
      if (!(await installAll())) return;
      await typeCheck();
      await runOnEachDatabase();
      await runWithoutPermissions();
      if (hasBrowser) {
        await comparePages();
        await runFrontendAlone();
      }
      await rollOutAndBack();
      await uninstall();
    },
    /** Whether everything can be installed, compiled and started, and works together. */
    async brief() {
      if (!(await recordOriginal({ withPages: false }))) return;
      if (!(await installAll())) return;
      await typeCheck();
      await runOnEachDatabase();
    },
    /** `brief`, and the way back. */
    async short() {
      if (!(await recordOriginal({ withPages: false }))) return;
      if (!(await installAll())) return;
      await typeCheck();
      await runOnEachDatabase();
      await uninstall();
    },
    /** `brief`, and the pages. */
    async withPages() {
      if (!(await recordOriginal({ withPages: hasBrowser }))) return;
      if (!(await installAll())) return;
      await typeCheck();
      await runOnEachDatabase();
      if (hasBrowser) await comparePages();
    },
  };
}
