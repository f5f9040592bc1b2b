// The benchmark `portal`: the pages in Chromium, the live stream and the first load, on a platform with many components.
import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { chromiumPath, openBrowser } from '../../e2e/support/browser.mjs';
import { waitUntil } from '../../e2e/support/wait-until.mjs';
import { apiServers } from '../lib/api-servers.mjs';
import { startProxy } from '../catalog/proxy.mjs';
import { measureFirstLoad } from './first-load.mjs';
import { measureLiveBoards, tokens } from './live-boards.mjs';
import { measurePages } from './pages.mjs';
import { createPlatform, openStateWriter } from './platform.mjs';
import { portalEntry, preparePortal, startPortal } from './portal.mjs';
import { reportPortal } from './report.mjs';
import { measureTabs } from './tabs.mjs';

const catalogTimeoutMs = 15 * 60_000;

const progress = text => console.error(`portal: ${text}`);

/** Measures the portal on a platform with a number of components. */
export async function portal({ components, print }) {
  if (!existsSync(chromiumPath)) {
    const skipped = `Chromium was not found at ${chromiumPath}`;
    print(`portal: skipped, ${skipped}`);
    return { skipped };
  }
  await preparePortal();
  const platform = await openPlatform(components);
  try {
    const results = await measurePortal(platform);
    print(reportPortal(results));
    return results;
  } finally {
    await platform.close();
  }
}

/** Starts an API with the components, and a portal whose catalog has them. */
async function openPlatform(components) {
  const opened = [];
  const close = async () => {
    for (const stop of opened.reverse()) await stop();
  };
  try {
    const api = await apiServers.embedded();
    opened.push(() => api.stop());
    progress(`creating ${components} components`);
    await createPlatform(api.kubeconfig, components);
    const proxy = await startProxy(api.kubeconfig);
    opened.push(() => proxy.stop());
    const backend = await startPortal({
      entry: portalEntry,
      kubeconfig: proxy.kubeconfig,
      tokens,
    });
    opened.push(() => backend.stop());
    const writer = await openStateWriter(api.kubeconfig);
    opened.push(() => writer.close());
    progress('waiting for the catalog');
    await waitForCatalog(backend, components);
    return { components, backend, proxy, writer, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs all measurements, one after the other. */
async function measurePortal({ components, backend, proxy, writer }) {
  const load = () => loadavg()[0];
  const results = { components, loadBefore: load() };
  const browser = await openBrowser();
  try {
    results.firstLoad = await measureFirstLoad(browser, backend.url);
    results.pages = await measurePages(browser, backend.url, progress);
    progress('following boards');
    proxy.takeCounts();
    results.live = await measureLiveBoards(backend, writer, components);
    results.live.kubernetesRequests = Object.values(proxy.takeCounts()).reduce(
      (sum, count) => sum + count,
      0,
    );
    progress('opening tabs');
    results.tabs = await measureTabs(browser, backend, writer, components);
    results.loadAfter = load();
    return results;
  } finally {
    await browser.close();
  }
}

async function waitForCatalog(backend, components) {
  await waitUntil(
    'the catalog has all components',
    async () => {
      const { totalItems } = await backend.api.request(
        'GET',
        'catalog/entities/by-query?filter=kind=component&limit=0',
      );
      return totalItems >= components;
    },
    { timeoutMs: catalogTimeoutMs },
  );
}
