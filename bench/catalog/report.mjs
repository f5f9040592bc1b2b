// The report of the benchmark `catalog` as text.
import { formatNumber, formatTable } from '../lib/format.mjs';
import { percentile } from '../lib/percentile.mjs';

const median = values => percentile(values, 0.5);

const total = counts =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const seconds = ms => (ms / 1000).toFixed(2);

export function reportCatalog({ components, entities, few, databases }) {
  return [
    `Catalog: ${formatNumber(
      components,
    )} components with two endpoints, ${formatNumber(entities)} entities`,
    ...Object.entries(databases).map(([name, result]) =>
      result.skipped
        ? `${name}: skipped, ${result.skipped}`
        : reportDatabase(name, result, { components, few }),
    ),
  ].join('\n\n');
}

function reportDatabase(name, result, { components, few }) {
  const { loads, idle, freshness, resyncs, fullMutations, peers } = result;
  const ratios = loads.map(
    ({ module, plain }) => module.seconds / plain.seconds,
  );
  const heapPerThousand =
    (result.heap.heapUsed - few.heap.heapUsed) /
    ((components - few.components) / 1000);
  const idleMsPerSecond = (idle.cpuMs / idle.ms) * 1000;
  return [
    `${name}: time until all entities are visible, in seconds`,
    formatTable([
      ['round', 'module', 'floor', 'ratio', 'CPU module', 'CPU floor'],
      ...loads.map(({ module, plain }, index) => [
        index + 1,
        module.seconds.toFixed(1),
        plain.seconds.toFixed(1),
        ratios[index].toFixed(3),
        module.cpuSeconds.toFixed(1),
        plain.cpuSeconds.toFixed(1),
      ]),
    ]),
    `Median of the ratios: ${median(ratios).toFixed(3)}`,
    '',
    `${name}: time from a change until the catalog API shows it, in seconds`,
    formatTable([
      ['', 'changes', 'p50', 'p95', 'max'],
      freshnessRow('write in Kubernetes, idle', freshness.moduleMs),
      freshnessRow('floor: applyMutation, idle', freshness.plainMs),
      freshnessRow(
        'write in Kubernetes, during a comparison',
        freshness.duringMs,
      ),
    ]),
    '',
    `${name}: cost when nothing has changed (median of ${resyncs.length})`,
    formatTable([
      ['', 'CPU ms', 'ms', 'requests', 'writes'],
      [
        'comparison of the module',
        ...cost(resyncs),
        total(result.resyncRequests),
        formatWrites(resyncs),
      ],
      [
        'floor: full mutation',
        ...cost(fullMutations),
        0,
        formatWrites(fullMutations),
      ],
      [
        'peers: read all, full mutation',
        ...cost([peers.sync]),
        total(peers.requests),
        formatWrites([peers.sync]),
      ],
    ]),
    `Idle backend: ${formatNumber(
      idleMsPerSecond,
    )} ms of CPU in a second; writes: ${formatWrites([idle])}`,
    `Requests to Kubernetes at a start: ${formatRequests(
      few.requests,
    )} for ${formatNumber(few.components)} components, ${formatRequests(
      result.requests,
    )} for ${formatNumber(components)}`,
    `Heap: ${formatNumber(result.heap.heapUsed / 2 ** 20)} MB, ${
      heapPerThousand >= 0 ? (heapPerThousand / 2 ** 20).toFixed(2) : '0'
    } MB for each 1,000 components`,
    `A list of components that fails: the module keeps ${peers.failure.after.module} of ${peers.failure.before.module} entities, the way of the peers ${peers.failure.after.plain} of ${peers.failure.before.plain}`,
  ].join('\n');
}

const freshnessRow = (label, times) => [
  label,
  times.length,
  seconds(percentile(times, 0.5)),
  seconds(percentile(times, 0.95)),
  seconds(Math.max(...times)),
];

const cost = runs => [
  formatNumber(median(runs.map(({ cpuMs }) => cpuMs))),
  formatNumber(median(runs.map(({ ms }) => ms))),
];

/** The lists, watches and reads of single objects. Discovery does not depend on the objects. */
function formatRequests(counts) {
  const byVerb = {};
  for (const [operation, count] of Object.entries(counts)) {
    const [verb] = operation.split(' ');
    byVerb[verb] = (byVerb[verb] ?? 0) + count;
  }
  return Object.entries(byVerb)
    .map(([verb, count]) => `${verb} ${count}`)
    .join(', ');
}

/** Statements that write, by table, of all runs. */
function formatWrites(runs) {
  const counts = {};
  for (const { writes } of runs)
    for (const [table, count] of Object.entries(writes))
      counts[table] = (counts[table] ?? 0) + count;
  return (
    Object.entries(counts)
      .map(([table, count]) => `${table} ${count}`)
      .join(', ') || '0'
  );
}
