// Creates a service from a template, follows it live, promotes it with the button and with the template, approves it, and rolls it back.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openPage } from './support/browser.mjs';
import { PortalPage } from './support/portal-page.mjs';
import { TemplateForm } from './support/template-form.mjs';
import { usePortal } from './support/use-portal.mjs';
import { waitUntil } from './support/wait-until.mjs';

const name = 'alerts';

describe('lifecycle of a component', { timeout: 900_000 }, () => {
  let promenade;
  let browser;
  let page;
  let consoleErrors;
  let portal;
  let task;

  usePortal(
    started => ({ promenade, browser, page, consoleErrors, portal } = started),
  );

  it('shows the sample application in the catalog', async () => {
    await portal.open('/');
    for (const title of ['Departures', 'Timetable'])
      await page
        .getByRole('link', { name: title, exact: true })
        .first()
        .waitFor({ timeout: 30_000 });
  });

  it('creates a service from the template', async () => {
    task = await new TemplateForm(portal).submit('create-a-service', [
      [
        ['select', 'Project', 'Tram'],
        ['fill', 'Name', name],
      ],
      [['fill', 'Container image', 'registry.local/tram/alerts:1.0.0']],
      [],
      [],
    ]);
    await task.waitForLink('Open the deploy board');
  });

  it('opens the new component when the task has ended', async () => {
    await task.link('Open the service').click();
    await page
      .getByRole('heading', { name, exact: true })
      .first()
      .waitFor({ timeout: 2_000 });
  });

  it('shows it ready in development without a reload', async () => {
    await portal.openDeploymentPage('Deploy');
    await portal.waitForCardText('Development', /Ready/);
    await portal.waitUntilLive();
  });

  it('promotes it to staging with the button', async () => {
    await portal.promoteWithButton('Staging');
    await portal.waitForCardText('Staging', /Ready/);
    await portal.waitForCardText('Development', /Same as Staging/i);
  });

  it('shows the same in kubectl and in the portal', async () => {
    const bindings = await promenade.kubectl(
      'get',
      'servicebindings.openchoreo.dev',
      '-n',
      'default',
    );
    assert.match(bindings, new RegExp(`${name}\\s+${name}\\s+development`));
    assert.match(bindings, new RegExp(`${name}-staging\\s+${name}\\s+staging`));
    const release = await portal.releaseOf('Staging');
    assert.match(bindings, new RegExp(release));
    const promotions = await promenade.kubectl(
      'get',
      'promotions.delivery.openchoreo.dev',
      '-n',
      'default',
    );
    assert.match(promotions, /staging\s+Succeeded/);
  });

  describe('a promotion to production', () => {
    let promotionTask;
    let other;
    let board;

    before(async () => {
      other = await openPage(browser);
      board = await openPage(browser);
    });

    after(async () => {
      await other?.page.context().close();
      await board?.page.context().close();
    });

    const promotionTo = (environment, path) =>
      promenade.kubectl(
        'get',
        'promotions.delivery.openchoreo.dev',
        '-n',
        'default',
        '-o',
        `jsonpath={range .items[?(@.spec.to=="${environment}")]}${path}{end}`,
      );

    it('waits for an approval after its gates, and an open board shows it', async () => {
      const boardPortal = new PortalPage(board.page, promenade.url);
      await boardPortal.openBoard('default', name);
      await boardPortal.waitForCardText('Production', /Not deployed/);
      const form = new TemplateForm(new PortalPage(other.page, promenade.url));
      promotionTask = await form.submit('promote-a-component', [
        [
          ['select', 'Component', name],
          ['choose', 'To', 'Production'],
        ],
        [],
      ]);
      const card = boardPortal.card('Production');
      await card.getByRole('button', { name: 'Review promotion' }).waitFor();
      await card.getByText('0 of 1 approval', { exact: true }).waitFor();
      await card.getByText('healthy-in-staging').waitFor();
      assert.equal(
        await promotionTo('production', '{.status.phase}'),
        'AwaitingApproval',
      );
    });

    it('does not count an approval that was written with kubectl', async () => {
      const promotion = await promotionTo('production', '{.metadata.name}');
      await promenade.kubectl(
        'patch',
        `promotions.delivery.openchoreo.dev/${promotion}`,
        '-n',
        'default',
        '--type=merge',
        '-p',
        JSON.stringify({
          spec: {
            decisions: [
              {
                by: 'user:default/ada',
                decision: 'Approved',
                at: '2026-01-01T00:00:00Z',
                confirmed: ['The changes were tested in staging'],
              },
            ],
          },
        }),
      );
      await waitUntil('the control plane has read the decision', async () => {
        const generations = await promotionTo(
          'production',
          '{.metadata.generation} {.status.conditions[?(@.type=="Complete")].observedGeneration}',
        );
        const [current, observed] = generations.split(' ');
        return current === observed;
      });
      assert.equal(
        await promotionTo('production', '{.status.phase}{.status.approvals}'),
        'AwaitingApproval',
      );
    });

    it('is approved in the inbox, with the changes and the check list', async () => {
      const dialog = await portal.reviewInInbox(name);
      await dialog.getByText('registry.local/tram/alerts:1.0.0').waitFor();
      const approve = dialog.getByRole('button', { name: /^Approve/ });
      assert.equal(await approve.isDisabled(), true);
      await dialog
        .getByText('The changes were tested in staging', { exact: true })
        .click();
      await approve.click();
      await dialog.waitFor({ state: 'hidden' });
      await page
        .getByRole('article', { name })
        .waitFor({ state: 'hidden', timeout: 10_000 });
    });

    it('is rolled out, and completes the task', async () => {
      await promotionTask.waitForLink('Open the deploy board');
      const boardPortal = new PortalPage(board.page, promenade.url);
      await boardPortal.waitForCardText('Production', /Ready/);
      await board.page
        .getByText('Promotion of 1.0.0 from Staging to Production')
        .waitFor();
      assert.equal(
        await promotionTo(
          'production',
          '{.status.phase} {.status.approvals[*].by}',
        ),
        'Succeeded user:development/guest',
      );
      assert.deepEqual(other.consoleErrors, []);
      assert.deepEqual(board.consoleErrors, []);
    });
  });

  it('rolls back staging to an earlier release', async () => {
    await promenade.kubectl(
      'patch',
      `workloads.openchoreo.dev/${name}`,
      '-n',
      'default',
      '--type=merge',
      '-p',
      '{"spec":{"containers":{"main":{"image":"registry.local/tram/alerts:1.1.0"}}}}',
    );
    await portal.openBoard('default', name);
    await portal.waitForCardText('Development', '1.1.0');
    await portal.promoteWithButton('Staging');
    await portal.waitForCardText('Staging', '1.1.0');

    await portal.openDeploymentPage('Releases');
    // A label, because the radio button itself is hidden.
    await page
      .getByRole('radiogroup', { name: 'Environment' })
      .getByText('Staging', { exact: true })
      .click();
    const revisions = page.getByRole('table', { name: 'Releases in Staging' });
    await revisions
      .getByRole('row', { name: /1\.1\.0/ })
      .getByText('runs now')
      .waitFor();
    const rollBack = revisions.getByRole('button', {
      name: 'Roll back to this: 1.0.0',
    });
    await rollBack.and(page.locator(':enabled')).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('registry.local/tram/alerts:1.0.0').waitFor();
    await dialog.getByRole('textbox', { name: /Reason/ }).fill('Too slow');
    await dialog.getByRole('button', { name: /^Roll back Staging/ }).click();

    await revisions
      .getByRole('row', { name: /1\.0\.0/ })
      .getByText('runs now')
      .waitFor({ timeout: 60_000 });
    await page
      .getByRole('region', { name: 'History of promotions' })
      .getByText('Staging back to 1.0.0')
      .waitFor();
  });

  it('shows the API of the service in the catalog', async () => {
    await portal.open(`/catalog/default/component/${name}`);
    await page.getByText(`${name}.`).first().waitFor({ timeout: 10_000 });
  });

  it('follows more open boards than a browser has connections over one stream', async () => {
    const context = await browser.newContext();
    const followers = new Set();
    context.on('request', request => {
      if (request.url().endsWith('/api/openchoreo/live'))
        followers.add(request.frame().page());
    });
    const boards = [];
    for (let tab = 0; tab < 8; tab += 1) {
      const board = new PortalPage(await context.newPage(), promenade.url);
      boards.push(board);
      await board.openBoard('default', name);
    }
    await Promise.all(boards.map(board => board.waitUntilLive()));
    await promenade.kubectl(
      'patch',
      `servicebindings.openchoreo.dev/${name}-staging`,
      '-n',
      'default',
      '--type=merge',
      '-p',
      '{"spec":{"releaseState":"Suspend"}}',
    );
    await Promise.all(
      boards.map(board => board.waitForCardText('Staging', 'Suspended')),
    );
    assert.equal(followers.size, 1);
    await context.close();
  });

  it('shows that the component was deleted, with a link to its project', async () => {
    // A page of its own: its requests for the deleted component fail, which the console of the browser reports.
    const other = await openPage(browser);
    const board = new PortalPage(other.page, promenade.url);
    await board.openBoard('default', name);
    await board.waitUntilLive();
    await promenade.kubectl(
      'delete',
      `components.openchoreo.dev/${name}`,
      '-n',
      'default',
      '--timeout=60s',
    );
    await other.page.getByText('This component was deleted').waitFor();
    await other.page.getByRole('link', { name: 'Open project tram' }).click();
    await other.page
      .getByRole('heading', { name: 'Tram', exact: true })
      .first()
      .waitFor();
    await other.page.context().close();
  });

  it('writes no errors to the console', () => {
    assert.deepEqual(consoleErrors, []);
  });
});
