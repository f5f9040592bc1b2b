// What a person sees of a host: the sidebar, and text and styles of its pages.
import { setTimeout as sleep } from 'node:timers/promises';
import { openBrowser, openPage } from '../../e2e/support/browser.mjs';

/** Pages of a new app that show nothing of OpenChoreo. */
export const hostPages = [
  '/catalog/default/component/example-website',
  '/catalog/default/system/examples',
  '/catalog/default/api/example-grpc-api',
  '/settings',
  '/notifications',
];

const properties = [
  'color',
  'background-color',
  'border-color',
  'display',
  'font-family',
  'font-size',
  'font-weight',
  'margin',
  'padding',
  'text-transform',
];

/** Runs in the page. Text, with that of fields, and styles are those outside of the sidebar. */
const describe = wanted => {
  const shown = [...document.querySelectorAll('body *')].filter(
    element => !element.closest('nav') && element.checkVisibility(),
  );
  return {
    sidebar: [...document.querySelectorAll('nav a[href]')].map(
      link => `${link.textContent.trim()} ${link.getAttribute('href')}`,
    ),
    text: shown
      .flatMap(({ childNodes }) => [...childNodes])
      .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
      .map(({ textContent }) => textContent.trim())
      .concat(shown.map(({ value }) => value))
      .filter(each => typeof each === 'string' && each)
      .join('\n'),
    styles: shown.map(element => {
      const style = getComputedStyle(element);
      return [
        element.tagName,
        ...wanted.map(name => style.getPropertyValue(name)),
      ].join(' ');
    }),
  };
};

const readEveryMs = 500;
const maxReads = 180;
/** How often a page is read with the same content until it is complete: on a slow machine it loads with pauses. */
const sameReads = 4;

/**
 * Waits until the page does not change any more.
 *
 * @param {import('playwright-core').Page} page
 * @param {(text: string) => boolean} isComplete whether it has what it is to have. A page that never has is returned as well
 */
async function settle(page, isComplete) {
  let before;
  let same = 0;
  for (let count = 1; ; count++) {
    const seen = await page.evaluate(describe, properties);
    const now = JSON.stringify(seen);
    same = now === before ? same + 1 : 1;
    before = now;
    const isSettled = same >= sameReads && seen.text.trim();
    if (isSettled && (isComplete(seen.text) || count > maxReads)) return seen;
    if (count > 2 * maxReads)
      throw new Error(`${page.url()} changes all the time`);
    await sleep(readEveryMs);
  }
}

async function signIn(page) {
  const enter = page.getByRole('button', { name: 'Enter' });
  const nav = page.locator('nav a[href]').first();
  await enter.or(nav).first().waitFor({ timeout: 60_000 });
  if (await enter.isVisible()) await enter.click();
  await nav.waitFor({ timeout: 60_000 });
}

/**
 * Opens pages of a portal.
 *
 * @param {string} url
 * @param {Map<string, (text: string) => boolean>} paths with what tells whether the text of the page is complete
 * @returns {Promise<{ pages: Map<string, { sidebar: string[], text: string, styles: string[] }>, errors: string[] }>}
 *   `errors` are those of the console
 */
export async function readPages(url, paths) {
  // The check ends its processes on a signal, before it exits itself.
  const browser = await openBrowser({
    handleSIGINT: false,
    handleSIGTERM: false,
  });
  try {
    const { page, consoleErrors } = await openPage(browser);
    await page.goto(url);
    await signIn(page);
    const pages = new Map();
    for (const [path, isComplete] of paths) {
      await page.goto(`${url}${path}`);
      await signIn(page);
      pages.set(path, await settle(page, isComplete));
    }
    return { pages, errors: consoleErrors };
  } finally {
    await browser.close();
  }
}
