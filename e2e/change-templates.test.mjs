// The templates that change, promote and delete: with their forms, checked with kubectl.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  changingTemplates,
  deletingTemplates,
  rollback,
  wrongForms,
  wrongParameters,
} from './support/changing-templates.mjs';
import { resourceVersions } from './support/platform-objects.mjs';
import { PortalApi } from './support/portal-api.mjs';
import { TemplateForm } from './support/template-form.mjs';
import { usePortal } from './support/use-portal.mjs';
import { waitUntil } from './support/wait-until.mjs';

/** A stack trace, or a path of the server. */
const internals = /^\s+at |node_modules|\.[cm]?[jt]s:\d/m;

describe(
  'the templates that change, promote and delete',
  { timeout: 900_000 },
  () => {
    let promenade;
    let api;
    let portal;
    let form;
    let consoleErrors;

    usePortal(started => {
      ({ promenade, portal, consoleErrors } = started);
      api = new PortalApi(promenade.url);
      form = new TemplateForm(portal);
    });

    const valueOf = (object, path) =>
      promenade.kubectl(
        'get',
        object,
        '-n',
        'default',
        '-o',
        `jsonpath=${path}`,
      );

    /** The names of the objects of some kinds in the namespace `default`. */
    const namesOf = async kinds =>
      (
        await promenade.kubectl('get', kinds, '-n', 'default', '-o', 'name')
      ).split('\n');

    /** The resource versions of all objects, when they do not change any more. */
    async function quietVersions() {
      let quiet = await resourceVersions(promenade);
      await waitUntil('nothing changes any more', async () => {
        const previous = quiet;
        quiet = await resourceVersions(promenade);
        return JSON.stringify(quiet) === JSON.stringify(previous);
      });
      return quiet;
    }

    /** Fills the form of a template, and waits until its task has succeeded. */
    async function submit({ template, pages, link, text }) {
      const task = await form.submit(template, pages);
      if (link) await task.waitForLink(link);
      if (text)
        await task.page.getByText(text).first().waitFor({ timeout: 90_000 });
      return task;
    }

    async function expectObjects(objects) {
      for (const [object, [path, expected]] of Object.entries(objects))
        assert.equal(await valueOf(object, path), expected, object);
    }

    async function expectDryRunsChangeNothing(templates) {
      const versions = await quietVersions();
      for (const { template, values } of templates) {
        const { log } = await api.dryRunTemplate(template, values);
        assert.match(log, /These objects would change/, template);
      }
      assert.deepEqual(await resourceVersions(promenade), versions);
    }

    it('change and delete nothing in a dry run', () =>
      expectDryRunsChangeNothing([...changingTemplates, ...deletingTemplates]));

    for (const each of changingTemplates) {
      it(`${each.template} does what its form says`, async () => {
        await submit(each);
        await expectObjects(each.objects);
      });
    }

    it('change nothing when they run again with the same values', async () => {
      const versions = await quietVersions();
      const names = Object.keys(versions).sort();
      for (const { template, values } of changingTemplates) {
        const { status, log } = await api.runTemplate(template, values);
        assert.equal(status, 'completed', `${template}: ${log}`);
      }
      const isProjectPromotion = name => name.startsWith('ProjectPromotion ');
      assert.deepEqual(
        Object.keys(await resourceVersions(promenade))
          .filter(name => !isProjectPromotion(name))
          .sort(),
        names.filter(name => !isProjectPromotion(name)),
      );
    });

    it(`${rollback.template} brings the release before a promotion back`, async () => {
      const [object, path] = rollback.runs;
      const artifact = await valueOf(object, path);
      for (const [template, values] of rollback.preparation) {
        const { status, log } = await api.runTemplate(template, values);
        assert.equal(status, 'completed', log);
      }
      assert.notEqual(await valueOf(object, path), artifact);
      await expectDryRunsChangeNothing([
        { ...rollback, values: { ...rollback.values, artifact } },
      ]);
      await submit(rollback);
      assert.equal(await valueOf(object, path), artifact);
      const promotions = await namesOf('promotions.delivery.openchoreo.dev');
      const { status, log } = await api.runTemplate(rollback.template, {
        ...rollback.values,
        artifact,
      });
      assert.equal(status, 'completed', log);
      assert.deepEqual(
        await namesOf('promotions.delivery.openchoreo.dev'),
        promotions,
      );
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

    it('reject wrong values without their forms, and leave nothing behind', async () => {
      const versions = await quietVersions();
      for (const { template, values, problem } of wrongParameters) {
        const { status, log } = await api.runTemplate(template, values);
        assert.equal(status, 'failed', template);
        assert.match(log, problem);
        assert.doesNotMatch(log, internals);
      }
      assert.deepEqual(await resourceVersions(promenade), versions);
    });

    it('deletes nothing that nobody has confirmed', async () => {
      for (const { template, values } of deletingTemplates) {
        const { status, body } = await api.send('POST', 'scaffolder/v2/tasks', {
          templateRef: `template:default/${template}`,
          values: { ...values, confirmed: false },
        });
        assert.equal(status, 400, JSON.stringify(body));
      }
    });

    for (const each of deletingTemplates) {
      it(`${each.template} shows what goes, and deletes it`, async () => {
        await form.open(each.template);
        await form.fillPage(each.choice);
        for (const text of each.shown)
          await form.page.getByText(text, { exact: true }).waitFor();
        await form.check(each.confirmation);
        await form.next();
        await form.review();
        const task = await form.create();
        await task.waitForLink(each.link);
        const left = await namesOf('projects,components,releases');
        for (const name of each.gone)
          assert.ok(!left.includes(name), left.join('\n'));
        const { status, log } = await api.runTemplate(
          each.template,
          each.values,
        );
        assert.equal(status, 'completed', log);
      });
    }

    it('writes no errors to the console', () => {
      assert.deepEqual(consoleErrors, []);
    });
  },
);
