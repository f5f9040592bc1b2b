// What of the plugin a host loads before anybody opens one of its pages.
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openPage } from '../../e2e/support/browser.mjs';
import { root } from '../../scripts/lib/project.mjs';

const built = join(root, 'packages/app/dist/static');
/** The sources of the plugin, as the source maps of the app name them. */
const ours = /plugins\/openchoreo(-common)?\/src\//;
/** A page of the host that has nothing of the plugin. */
const hostPage = '/settings';

/**
 * The size of our code, compressed: in the scripts that every page starts with, and in all that the page has loaded when it is idle, which
 * has the number of approvals in the sidebar too.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url of the portal
 */
export async function measureFirstLoad(browser, url) {
  const { page } = await openPage(browser);
  const scripts = new Set();
  page.on('response', response => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.js')) scripts.add(basename(pathname));
  });
  await page.goto(`${url}${hostPage}`);
  await page.getByText('Settings').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.context().close();
  const html = readFileSync(join(built, '../index.html'), 'utf8');
  const isFirst = script => html.includes(`/static/${script}"`);
  return {
    kilobytes: sizeOf([...scripts].filter(isFirst)),
    kilobytesWhenIdle: sizeOf([...scripts]),
    scripts: scripts.size,
  };
}

const sizeOf = scripts =>
  gzipSync(scripts.map(ownCode).join('\n')).length / 1000;

/** The characters of a script whose sources are ours. */
function ownCode(script) {
  const file = join(built, script);
  if (!existsSync(`${file}.map`)) return '';
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((text, line) =>
      [...text]
        .filter((_, column) =>
          ours.test(map.findEntry(line, column).originalSource ?? ''),
        )
        .join(''),
    )
    .join('');
}
