// Creates a service from a template, follows it live, and promotes it with the button and with the template.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openBrowser, openPage } from './support/browser.mjs';
import { PortalPage } from './support/portal-page.mjs';
import { Promenade } from './support/promenade.mjs';

const name = 'alerts';

describe('lifecycle of a component', { timeout: 900_000 }, () => {
  let promenade;
  let browser;
  let page;
  let consoleErrors;
  let portal;

  before(async () => {
    promenade = await Promenade.create();
    await promenade.start();
    browser = await openBrowser();
    ({ page, consoleErrors } = await openPage(browser));
    portal = new PortalPage(page, promenade.url);
  });

  after(async () => {
    await browser?.close();
    await promenade?.dispose();
  });

  it('shows the sample application in the catalog', async () => {
    await portal.open('/');
    for (const title of ['Departures', 'Timetable'])
      await page
        .getByRole('link', { name: title, exact: true })
        .first()
        .waitFor({ timeout: 30_000 });
  });

  it('creates a service from the template', async () => {
    await portal.createService({
      project: 'Tram',
      name,
      image: 'registry.local/tram/alerts:1.0.0',
    });
    await portal.waitForTaskSuccess();
  });

  it('opens the new component when the task has ended', async () => {
    await page.getByRole('link', { name: 'Open the service' }).click();
    await page
      .getByRole('heading', { name, exact: true })
      .first()
      .waitFor({ timeout: 2_000 });
  });

  it('shows it ready in development without a reload', async () => {
    await page.getByRole('link', { name: 'Deploy', exact: true }).click();
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

  it('promotes it to production with the template and updates an open board', async () => {
    const other = await openPage(browser);
    const board = new PortalPage(other.page, promenade.url);
    await board.openBoard('default', name);
    await board.waitForCardText('Production', /Not deployed/);

    await portal.promoteWithTemplate({ component: name, to: 'Production' });
    await portal.waitForTaskSuccess();
    await board.waitForCardText('Production', /Ready/);
    assert.deepEqual(other.consoleErrors, []);
    await other.page.context().close();
  });

  it('shows the API of the service in the catalog', async () => {
    await portal.open(`/catalog/default/component/${name}`);
    await page.getByText(`${name}.`).first().waitFor({ timeout: 10_000 });
  });

  it('keeps working with more open boards than a browser has connections', async () => {
    const context = await browser.newContext();
    const boards = [];
    for (let tab = 0; tab < 8; tab += 1) {
      const board = new PortalPage(await context.newPage(), promenade.url);
      boards.push(board);
      await board.openBoard('default', name);
    }
    await Promise.all(boards.map(board => board.waitUntilConnected()));
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
