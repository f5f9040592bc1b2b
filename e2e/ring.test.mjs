// The whole ring, as a newcomer walks it: create from a template, see it live, promote it by template and by button.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openBrowser, openPage } from './support/browser.mjs';
import { Portal } from './support/portal.mjs';
import { Promenade } from './support/promenade.mjs';

const name = 'alerts';

describe('a newcomer with a fresh Promenade', { timeout: 900_000 }, () => {
  let promenade;
  let browser;
  let page;
  let complaints;
  let portal;

  before(async () => {
    promenade = await Promenade.create();
    await promenade.start();
    browser = await openBrowser();
    ({ page, complaints } = await openPage(browser));
    portal = new Portal(page, promenade.url);
  });

  after(async () => {
    await browser?.close();
    await promenade?.dispose();
  });

  it('finds the sample application in the catalog', async () => {
    await portal.open('/');
    for (const title of ['Departures', 'Timetable'])
      await page
        .getByRole('link', { name: title, exact: true })
        .first()
        .waitFor({ timeout: 30_000 });
  });

  it('creates a service from the template, and the task succeeds', async () => {
    await portal.createService({
      project: 'Tram',
      name,
      image: 'registry.local/tram/alerts:1.0.0',
    });
    await portal.taskSucceeded();
  });

  it('opens the new component within two seconds of the end of the task', async () => {
    await page.getByRole('link', { name: 'Open the service' }).click();
    await page
      .getByRole('heading', { name, exact: true })
      .first()
      .waitFor({ timeout: 2_000 });
  });

  it('sees it ready in development, with nothing reloaded', async () => {
    await page.getByRole('link', { name: 'Deploy', exact: true }).click();
    await portal.cardShows('Development', /Ready/);
    await portal.isLive();
  });

  it('promotes it to staging by button and sees both live', async () => {
    await portal.promoteByButton('Staging');
    await portal.cardShows('Staging', /Ready/);
    await portal.cardShows('Development', /Same as Staging/i);
  });

  it('is told by kubectl the same as by the portal', async () => {
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

  it('promotes it to production by template, while the board is open elsewhere', async () => {
    const other = await openPage(browser);
    const board = new Portal(other.page, promenade.url);
    await board.openBoard('default', name);
    await board.cardShows('Production', /Not deployed/);

    await portal.promoteByTemplate({ component: name, to: 'Production' });
    await portal.taskSucceeded();
    await board.cardShows('Production', /Ready/);
    assert.deepEqual(other.complaints, []);
    await other.page.context().close();
  });

  it('finds the API of the service in the catalog, with its relations', async () => {
    await portal.open(`/catalog/default/component/${name}`);
    await page.getByText(`${name}.`).first().waitFor({ timeout: 10_000 });
  });

  it('has a quiet console', () => {
    assert.deepEqual(complaints, []);
  });
});
