// The templates that create: with their forms, checked with kubectl and on a Git server.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { creatingTemplates } from './support/creating-templates.mjs';
import { GitServer } from './support/git-server.mjs';
import { resourceVersions } from './support/platform-objects.mjs';
import { PortalApi } from './support/portal-api.mjs';
import { TemplateForm } from './support/template-form.mjs';
import { usePortal } from './support/use-portal.mjs';
import { waitUntil } from './support/wait-until.mjs';
import { wrongForms, wrongParameters } from './support/wrong-values.mjs';

const run = promisify(execFile);

/** A stack trace, or a path of the server. */
const internals = /^\s+at |node_modules|\.[cm]?[jt]s:\d/m;

describe('the templates that create', { timeout: 900_000 }, () => {
  const ridesRepository = 'acme/rides';
  let git;
  let promenade;
  let api;
  let portal;
  let form;
  let consoleErrors;
  let templates;
  /** The ids of the tasks that have created something, by template. */
  const tasks = new Map();

  before(async () => {
    git = await GitServer.start();
    await git.createRepository(ridesRepository);
    templates = creatingTemplates({ newRepository: git.url(ridesRepository) });
  });

  usePortal(
    started => {
      ({ promenade, portal, consoleErrors } = started);
      api = new PortalApi(promenade.url);
      form = new TemplateForm(portal);
    },
    {
      config: () => ({ 'openchoreo.delivery.gitHosts': [{ host: git.host }] }),
    },
  );

  after(() => git?.stop());

  const objectNames = async () =>
    Object.keys(await resourceVersions(promenade)).sort();

  const valueOf = (object, path) =>
    promenade.kubectl('get', object, '-n', 'default', '-o', `jsonpath=${path}`);

  it('change nothing in a dry run', async () => {
    let quiet = await resourceVersions(promenade);
    await waitUntil('the samples are deployed', async () => {
      const previous = quiet;
      quiet = await resourceVersions(promenade);
      const ready = await promenade.kubectl(
        'get',
        'components.openchoreo.dev',
        '-A',
        '-o',
        'jsonpath={.items[*].status.conditions[?(@.type=="Ready")].status}',
      );
      return (
        /^True( True)*$/.test(ready) &&
        JSON.stringify(quiet) === JSON.stringify(previous)
      );
    });
    const existingRepository = {
      template: 'create-a-service-from-source',
      values: {
        project: 'system:default/tram',
        name: 'buses',
        source: 'existing',
        repository: git.url(ridesRepository),
        branch: 'main',
        path: 'services/buses',
        build: 'google-cloud-buildpacks',
        port: 8080,
      },
    };
    for (const { template, values } of [...templates, existingRepository]) {
      const { log } = await api.dryRunTemplate(template, values);
      assert.match(log, /^\s*\+?kind: /m, template);
    }
    assert.deepEqual(await resourceVersions(promenade), quiet);
    assert.deepEqual(await git.branches(ridesRepository), []);
  });

  for (const { template } of creatingTemplates({ newRepository: '' })) {
    it(`${template} creates what its form says`, async () => {
      const { pages, link, objects } = templates.find(
        each => each.template === template,
      );
      const task = await form.submit(template, pages);
      await task.waitForLink(link);
      tasks.set(template, task.id);
      for (const [object, [path, expected]] of Object.entries(objects))
        assert.equal(await valueOf(object, path), expected, object);
    });
  }

  it('link to what was created', async () => {
    await form.page
      .getByRole('link', { name: 'Open the service', exact: true })
      .click();
    await portal.openDeploymentPage('Deploy');
    await portal.waitForCardText('Development', /Ready/);
  });

  describe('the repository of a service from source', () => {
    let clone;

    before(async () => {
      clone = await mkdtemp(join(tmpdir(), 'promenade-e2e-clone-'));
      await run('git', ['clone', '-q', git.url(ridesRepository), clone]);
    });

    after(() => rm(clone, { recursive: true, force: true }));

    const file = path => git.file(ridesRepository, 'main', path);

    it('has one commit, whose tests pass', async () => {
      assert.deepEqual(await git.subjects(ridesRepository, 'main'), [
        'Initial commit',
      ]);
      const { stdout } = await run(
        process.execPath,
        ['--test', '--test-reporter=tap'],
        { cwd: clone, env: { PATH: process.env.PATH } },
      );
      assert.match(stdout, /^# pass 2$/m);
      assert.match(stdout, /^# fail 0$/m);
    });

    it('has a workload descriptor that the platform applies', async () => {
      await api.request(
        'PUT',
        'openchoreo/organizations/default/projects/tram/components/rides/environments/development/workload-descriptor',
        {
          descriptor: await file('workload.yaml'),
          schemaFiles: [
            { path: 'openapi.yaml', content: await file('openapi.yaml') },
          ],
        },
      );
      assert.match(
        await valueOf(
          'workload/rides',
          '{.spec.endpoints.http.port} {.spec.endpoints.http.schema.content}',
        ),
        /^9090 openapi: 3/,
      );
    });

    for (const path of ['.github/workflows/build.yaml', '.gitlab-ci.yml'])
      it(`has a ${path} that requests a build`, async () => {
        const workflow = await file(path);
        const [, route] = /"\$PORTAL_URL\/api\/([^"]+)"/.exec(workflow);
        const commit = await git.git(ridesRepository, 'rev-parse', 'main');
        const build = await api.request('POST', route, {
          commit: commit.trim(),
        });
        assert.equal(build.commit, commit.trim());
      });
  });

  it('open a pull request instead, and apply nothing', async () => {
    await git.createRepository('acme/manifests', { 'README.md': '# M\n' });
    const task = await form.submit('create-a-web-application', [
      [
        ['select', 'Project', 'Tram'],
        ['fill', 'Name', 'maps'],
      ],
      [['fill', 'Container image', 'registry.local/tram/maps:1.0.0']],
      [['deliverTo', git.url('acme/manifests')]],
    ]);
    await task.page.getByText(/Merge the branch/).waitFor({ timeout: 30_000 });
    const [branch] = (await git.branches('acme/manifests')).filter(
      each => each !== 'main',
    );
    await task.page.getByText(branch).first().waitFor();
    assert.deepEqual(await git.files('acme/manifests', branch), [
      'README.md',
      'default/tram/Component-maps.yaml',
      'default/tram/WebApplication-maps.yaml',
      'default/tram/Workload-maps.yaml',
    ]);
    assert.match(
      await git.file(
        'acme/manifests',
        branch,
        'default/tram/Workload-maps.yaml',
      ),
      /image: registry\.local\/tram\/maps:1\.0\.0/,
    );
    assert.deepEqual(
      (await objectNames()).filter(name => name.includes('/maps')),
      [],
    );
  });

  it('create nothing twice when they run again with the same values', async () => {
    const names = await objectNames();
    for (const [template, task] of tasks) {
      const values = await api.taskParameters(task);
      const { status, log } = await api.runTemplate(template, values);
      assert.equal(status, 'completed', `${template}: ${log}`);
    }
    assert.deepEqual(await objectNames(), names);
    assert.equal((await git.subjects(ridesRepository, 'main')).length, 1);
  });

  for (const { template, pages, problem } of wrongForms)
    it(`${template} says: ${problem}`, async () => {
      await form.open(template);
      for (const [index, steps] of pages.entries()) {
        await form.fillPage(steps);
        if (index < pages.length - 1) await form.next();
      }
      await form.expectProblem(problem);
    });

  it('writes no errors to the console', () => {
    assert.deepEqual(consoleErrors, []);
  });

  it('reject wrong values without a form, and leave nothing behind', async () => {
    const names = await objectNames();
    for (const { template, values, problem } of wrongParameters) {
      const { status, log } = await api.runTemplate(template, values);
      assert.equal(status, 'failed', template);
      assert.match(log, problem);
      assert.doesNotMatch(log, internals);
    }
    assert.deepEqual(await objectNames(), names);
  });

  it('complete once after the backend was killed', async () => {
    const repository = 'acme/trips';
    await git.createRepository(repository);
    const task = await form.submit('create-a-service-from-source', [
      [
        ['select', 'Project', 'Tram'],
        ['fill', 'Name', 'trips'],
      ],
      [['fill', 'Repository', git.url(repository)]],
      [],
      [],
    ]);
    await task.page
      .getByText(/Build trips-\S+: Running/)
      .first()
      .waitFor();
    await promenade.kill('backend');
    await promenade.start();
    await portal.open(`/create/tasks/${task.id}`);
    await task.waitForLink('Open the service', { timeout: 120_000 });
    assert.equal((await git.subjects(repository, 'main')).length, 1);
    const created = (await objectNames()).filter(name => /\/trips/.test(name));
    for (const kind of ['Component', 'Workload', 'Service', 'Build'])
      assert.equal(
        created.filter(name => name.startsWith(`${kind} `)).length,
        1,
        created.join('\n'),
      );
  });
});
