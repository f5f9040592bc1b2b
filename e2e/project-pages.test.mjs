// The cell of a project as diagram and tables, and the page of what needs the user.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { usePortal } from './support/use-portal.mjs';

const timeout = 60_000;

describe('the pages of a project and of a user', { timeout: 900_000 }, () => {
  let page;
  let consoleErrors;
  let portal;

  const node = name => page.getByRole('button', { name });
  const region = name => page.getByRole('group', { name });

  usePortal(started => ({ page, consoleErrors, portal } = started));

  it('shows the components of a project with their connections', async () => {
    await portal.open('/catalog/default/system/tram/cell');
    await region('Components of Tram in Development').waitFor({ timeout });
    await node(/^Departures, Service, Ready/).waitFor({ timeout });
    await node(/^Departures board, WebApplication, Ready/).waitFor({ timeout });
  });

  it('moves with the arrow keys, and opens details with Enter', async () => {
    await node(/^Departures board,/).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'Departures' });
    await panel.getByText('delays.tram.example.com:443').waitFor({ timeout });
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached', timeout });
    const label = await page.evaluate(() =>
      globalThis.document.activeElement?.getAttribute('aria-label'),
    );
    assert.match(label, /^Departures,/);
  });

  it('saves the diagram as a file', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout }),
      page.getByRole('button', { name: 'Save as SVG' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'tram-development.svg');
    const text = await readFile(await download.path(), 'utf8');
    assert.match(text, /^<svg/);
    assert.match(text, /Departures board/);
    assert.doesNotMatch(text, /var\(/);
  });

  it('shows the connections of another environment as a table', async () => {
    await page.getByRole('button', { name: /Environment/ }).click();
    await page.getByRole('option', { name: 'Staging' }).click();
    await region('Components of Tram in Staging').waitFor({ timeout });
    await page.getByRole('radio', { name: 'Table' }).click();
    await page.getByRole('table', { name: 'Components' }).waitFor({ timeout });
  });

  it('shows what needs the user, and opens a component from there', async () => {
    await portal.open('/');
    await page
      .getByRole('link', { name: 'OpenChoreo', exact: true })
      .first()
      .click();
    await page.getByText('What needs you').first().waitFor({ timeout });
    await page.getByText('Recent promotions').first().waitFor({ timeout });
  });

  it('has no errors in the console', () => {
    assert.deepEqual(consoleErrors, []);
  });
});
