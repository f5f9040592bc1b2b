// npm run screenshots [-- NAME …]: starts a Promenade with the samples, promotes a component, and takes the pictures of
// docs/portal.md, or only those with the given names.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, openPage } from '../e2e/support/browser.mjs';
import { PortalApi } from '../e2e/support/portal-api.mjs';
import { PortalPage } from '../e2e/support/portal-page.mjs';
import { Promenade } from '../e2e/support/promenade.mjs';
import { waitUntil } from '../e2e/support/wait-until.mjs';
import { root } from './lib/project.mjs';
import { screenshots } from './screenshots/screenshots.mjs';

const folder = join(root, 'docs/images/portal');
const viewport = { width: 1280, height: 800 };
const readyTimeoutMs = 60_000;
const promotionTimeoutMs = 300_000;
/** What shows that a page is still loading. */
const loading = '[class*="keleton"], [role="progressbar"], [aria-busy="true"]';

/** Promotes departures as far as the approval for production, so that the pages have something to show. */
async function promoteSample(promenade) {
  const api = new PortalApi(promenade.url);
  // Departures connects to the timetable.
  for (const [name, from, to] of [
    ['timetable', 'development', 'staging'],
    ['departures', 'development', 'staging'],
    ['departures', 'staging', 'production'],
  ]) {
    const component = `openchoreo/organizations/default/projects/tram/components/${name}`;
    const plan = `${component}/plan?from=${from}&to=${to}`;
    let blockers;
    await waitUntil(
      `${name} can be promoted to ${to}`,
      async () => {
        ({ blockers } = await api.request('GET', plan));
        return blockers.length === 0;
      },
      { timeoutMs: promotionTimeoutMs },
    ).catch(error => {
      throw new Error(`${error.message}: ${JSON.stringify(blockers)}`);
    });
    await api.request('POST', `${component}/promotions`, { from, to });
  }
}

async function takeScreenshots(promenade, colorScheme, wanted) {
  const browser = await openBrowser();
  try {
    const { page, consoleErrors } = await openPage(browser, {
      viewport,
      colorScheme,
    });
    const portal = new PortalPage(page, promenade.url);
    for (const { name, path, shows } of wanted) {
      await portal.open(path);
      await page
        .getByText(shows)
        .filter({ visible: true })
        .first()
        .waitFor({ timeout: readyTimeoutMs });
      await page.waitForFunction(
        selector => !globalThis.document.querySelector(selector),
        loading,
        { timeout: readyTimeoutMs },
      );
      await page.screenshot({
        path: join(folder, `${name}-${colorScheme}.png`),
        animations: 'disabled',
      });
      console.log(`${name}-${colorScheme}.png`);
    }
    for (const error of consoleErrors) console.log(`console: ${error}`);
  } finally {
    await browser.close();
  }
}

const names = process.argv.slice(2);
const wanted = names.length
  ? screenshots.filter(({ name }) => names.includes(name))
  : screenshots;
mkdirSync(folder, { recursive: true });
const promenade = await Promenade.create();
try {
  await promenade.start();
  await promoteSample(promenade);
  await takeScreenshots(promenade, 'light', wanted);
  await takeScreenshots(promenade, 'dark', wanted);
} finally {
  await promenade.dispose();
}
