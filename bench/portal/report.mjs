// The report of the benchmark `portal` as text.
import { formatNumber, formatTable } from '../lib/format.mjs';

const ms = value =>
  value === undefined ? 'not shown' : `${formatNumber(value)} ms`;

export function reportPortal(results) {
  const { components, pages, firstLoad, live, tabs } = results;
  return [
    `portal: ${components} components in ten environments; load of the machine ${results.loadBefore.toFixed(
      1,
    )} before and ${results.loadAfter.toFixed(1)} after`,
    formatTable([
      ['first view (goal: 1,500 ms)', 'time'],
      ...pages.map(page => [page.name, ms(page.ms)]),
    ]),
    formatTable([
      [`${live.boards} boards, ${live.changes} changes`, 'result'],
      ['status to board, p50', ms(live.p50)],
      ['status to board, p95 (goal: 500 ms)', ms(live.p95)],
      ['status to board, maximum', ms(live.max)],
      ['changes that did not arrive (goal: 0)', live.lost],
      ['requests to Kubernetes by the backend', live.kubernetesRequests],
      [
        'heap of the backend for each open board',
        `${formatNumber(live.kilobytesPerBoard)} kB`,
      ],
    ]),
    formatTable([
      [`${tabs.tabs} tabs of one browser`, 'result'],
      ['tabs that showed a change', tabs.updated],
      ['until the last one showed it', `${formatNumber(tabs.seconds)} s`],
      ['tabs with a stream', tabs.tabsWithStream],
    ]),
    `first load of a host page: ${formatNumber(
      firstLoad.kilobytes,
    )} kB of the plugin in the first scripts, compressed (goal: 10 kB), and ${formatNumber(
      firstLoad.kilobytesWhenIdle,
    )} kB when the page is idle, in ${firstLoad.scripts} scripts`,
  ].join('\n\n');
}
