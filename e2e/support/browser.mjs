// Headless Chromium, and pages that record the errors of their console.
import { chromium } from 'playwright-core';

/** Path of the browser. */
export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/**
 * Launches headless Chromium.
 *
 * @param {import('playwright-core').LaunchOptions} [options]
 */
export const openBrowser = options =>
  chromium.launch({
    ...options,
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/**
 * Opens a page and records all console errors and uncaught exceptions.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export async function openPage(browser, options) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  const consoleErrors = [];
  page.on('console', message => {
    if (message.type() === 'error')
      consoleErrors.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', error => consoleErrors.push(String(error)));
  return { page, consoleErrors };
}
