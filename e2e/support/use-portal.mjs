// The portal and the browser of a suite of tests.
import { after, before } from 'node:test';
import { openBrowser, openPage } from './browser.mjs';
import { PortalPage } from './portal-page.mjs';
import { Promenade } from './promenade.mjs';

/**
 * Starts a Promenade and opens a page before the tests of the suite that calls it, and ends both after them.
 *
 * @param {(started: {
 *   promenade: Promenade,
 *   browser: import('playwright-core').Browser,
 *   page: import('playwright-core').Page,
 *   consoleErrors: string[],
 *   portal: PortalPage,
 * }) => void} receive gets what was started
 * @param {object} [options]
 * @param {() => Record<string, unknown>} [options.config] the configuration of `Promenade.create`, which is read before the start
 * @param {() => Promise<{ kubeconfig: string, controllers: string } | undefined>} [options.cluster] starts a Kubernetes API in place of
 *   the own one
 * @param {import('playwright-core').BrowserContextOptions} [options.context]
 */
export function usePortal(receive, { config, cluster, context } = {}) {
  let promenade;
  let browser;
  before(async () => {
    promenade = await Promenade.create(config?.(), await cluster?.());
    await promenade.start();
    browser = await openBrowser();
    const { page, consoleErrors } = await openPage(browser, context);
    const portal = new PortalPage(page, promenade.url);
    receive({ promenade, browser, page, consoleErrors, portal });
  });
  after(async () => {
    await browser?.close();
    await promenade?.dispose();
  });
}
