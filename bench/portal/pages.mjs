// How soon a page of the portal shows its data after a navigation in Chromium.
import { openPage } from '../../e2e/support/browser.mjs';
import {
  componentName,
  environments,
  organization,
  projectName,
} from './platform.mjs';

const number = 7;
const component = `/catalog/${organization}/component/${componentName(number)}`;
const project = `/catalog/${organization}/system/${projectName(number)}`;
const firstEnvironment = environments[0];
const lastEnvironment = environments.at(-1);
/** A component of the project that only the last layers of the cell and the last rows of tables have. */
const lastOfProject = componentName(59);
const timeoutMs = 60_000;

/**
 * The pages, with a text that each shows when its data is there, and not before.
 *
 * @type {{ name: string, path: string, shows: string }[]}
 */
const pages = [
  { name: 'OpenChoreo', path: '/openchoreo', shows: 'Recent promotions' },
  {
    name: 'Approvals',
    path: '/openchoreo/approvals',
    shows: 'Nothing awaits approval',
  },
  {
    name: 'Platform',
    path: '/openchoreo/platform',
    shows: 'Nothing is stuck',
  },
  {
    name: 'Audit',
    path: '/openchoreo/audit',
    shows: 'No change matches the filters',
  },
  { name: 'Catalog sync', path: '/openchoreo/sync', shows: 'Last comparison' },
  { name: 'Component: Overview', path: component, shows: lastEnvironment },
  {
    name: 'Component: Deploy',
    path: `${component}/deploy`,
    shows: lastEnvironment,
  },
  {
    name: 'Component: Releases',
    path: `${component}/releases`,
    shows: 'History of promotions',
  },
  {
    name: 'Component: Runtime',
    path: `${component}/runtime`,
    shows: lastEnvironment,
  },
  {
    name: 'Component: Configuration',
    path: `${component}/configuration`,
    shows: 'LOG_LEVEL',
  },
  {
    name: 'Component: Builds',
    path: `${component}/builds`,
    shows: 'deployed from an image',
  },
  {
    name: 'Component: API',
    path: `${component}/gateway-apis`,
    shows: 'Port 8080',
  },
  {
    name: 'Component: Connections',
    path: `${component}/connections`,
    shows: 'What it uses',
  },
  {
    name: 'Component: Metrics',
    path: `${component}/metrics`,
    shows: lastEnvironment,
  },
  { name: 'Project: Overview', path: project, shows: componentName(0) },
  {
    name: 'Project: Deploy',
    path: `${project}/deploy`,
    shows: componentName(0),
  },
  { name: 'Project: Cell', path: `${project}/cell`, shows: lastOfProject },
  {
    name: 'Organization',
    path: `/catalog/${organization}/domain/${organization}`,
    shows: projectName(number),
  },
  {
    name: 'Environment: Capacity',
    path: `/catalog/${organization}/resource/environment-${firstEnvironment}/capacity`,
    shows: 'Quotas of cells',
  },
  {
    name: 'Pipeline: Edit',
    path: `/catalog/${organization}/resource/deployment-pipeline-default/edit`,
    shows: 'Review the change',
  },
];

/**
 * Navigates from the list of the catalog to each page, each time in a new tab, so that the page is loaded for the first time.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url of the portal
 * @returns {Promise<{ name: string, ms: number | undefined }[]>} `ms` is undefined for a page that did not show its text
 */
export async function measurePages(browser, url, progress) {
  const times = [];
  for (const { name, path, shows } of pages) {
    const { page } = await openPage(browser);
    await page.goto(url);
    // Its last column comes with the live answers.
    await page
      .getByRole('table')
      .getByText('Ready')
      .first()
      .waitFor({ timeout: timeoutMs });
    const ms = await page
      .evaluate(navigate, { path, shows, timeoutMs })
      .catch(() => undefined);
    progress(
      `${name}: ${ms === undefined ? 'not shown' : `${Math.round(ms)} ms`}`,
    );
    times.push({ name, ms });
    await page.context().close();
  }
  return times;
}

/** Runs in the page: follows a link of the portal, and returns the time until the list is gone, the text is there and nothing is loading. */
async function navigate({ path, shows, timeoutMs: limit }) {
  const { document, history, location } = globalThis;
  const loading =
    '[class*="keleton"], [role="progressbar"], [aria-busy="true"]';
  const list = document.querySelector('table');
  const isShown = () =>
    !list.isConnected &&
    document.body.textContent.includes(shows) &&
    !document.querySelector(loading);
  const started = performance.now();
  history.pushState({}, '', new URL(path, location.href));
  globalThis.dispatchEvent(new globalThis.PopStateEvent('popstate'));
  while (!isShown()) {
    if (performance.now() - started > limit) throw new Error('Not shown');
    await new Promise(resolve => globalThis.requestAnimationFrame(resolve));
  }
  return performance.now() - started;
}
