// Forty boards in the tabs of one browser.
import { organization, componentName, environments } from './platform.mjs';

const maxTabs = 40;
const timeoutMs = 120_000;

/**
 * Opens the tabs one after the other, changes what one of the boards shows, and then what all show.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {import('./portal.mjs').Portal} portal
 * @param {Awaited<ReturnType<typeof import('./platform.mjs').openStateWriter>>} writer
 * @param {number} components of the platform
 */
export async function measureTabs(browser, portal, writer, components) {
  const tabCount = Math.min(maxTabs, components);
  const context = await browser.newContext();
  const streams = new Set();
  context.on('request', request => {
    if (request.url().endsWith('/api/openchoreo/live'))
      streams.add(request.frame().page());
  });
  try {
    const tabs = [];
    for (let number = 0; number < tabCount; number += 1) {
      const page = await context.newPage();
      await page.goto(
        `${portal.url}/catalog/${organization}/component/${componentName(
          number,
        )}/deploy`,
      );
      await page
        .getByText('Live', { exact: true })
        .waitFor({ timeout: timeoutMs });
      tabs.push(page);
    }
    const message = 'A change for every tab.';
    const started = performance.now();
    await Promise.all(
      tabs.map((_, number) =>
        writer.setMessage(number, environments[0], message),
      ),
    );
    const shown = await Promise.all(
      tabs.map(page =>
        page
          .getByText(message)
          .first()
          .waitFor({ timeout: timeoutMs })
          .then(
            () => true,
            () => false,
          ),
      ),
    );
    return {
      tabs: tabCount,
      updated: shown.filter(Boolean).length,
      seconds: (performance.now() - started) / 1000,
      tabsWithStream: streams.size,
    };
  } finally {
    await context.close();
  }
}
