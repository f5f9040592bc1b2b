// Formats the results of the benchmark `throughput`.
import { formatNumber, formatTable } from '../lib/format.mjs';
import { objectsPerComponent } from './measure.mjs';

/** Components per second of the controllers of OpenChoreo v0.3.2 with the same components on the real API. */
const openChoreoRate = 3.3;

export function reportThroughput(api, result) {
  const { components, seconds, writes, idle, controlPlane, apiServer } = result;
  const rate = components / seconds.applied;
  const totalWrites = writes.reduce((sum, { count }) => sum + count, 0);
  const time = name => `${formatNumber(seconds[name])} s`;
  return [
    `Throughput on the ${api} API: ${components} Services with one public REST API each, ${objectsPerComponent} objects per component`,
    formatTable([
      ['', 'after'],
      ['all components created', time('created')],
      ['all Releases applied and observed', time('applied')],
      ['all bindings ready', time('bindingsReady')],
      ['all Components ready', time('ready')],
    ]),
    `${formatNumber(rate)} components per second, ${formatNumber(
      rate * objectsPerComponent,
    )} objects per second: ${formatNumber(
      rate / openChoreoRate,
    )} times OpenChoreo v0.3.2 (${openChoreoRate} on a real API)`,
    `The same objects without a control plane: ${formatNumber(
      components / seconds.appliedDirectly,
    )} components per second. The control plane has ${Math.round(
      (seconds.appliedDirectly / seconds.applied) * 100,
    )} % of that`,
    `Writes of the control plane, ${formatNumber(
      totalWrites / components,
    )} per component:`,
    formatTable([
      ['', 'per component', 'all'],
      ...writes.map(({ what, count }) => [
        what,
        (count / components).toFixed(2),
        count,
      ]),
    ]),
    `Unchanged platform, in ${idle.seconds} s: ${idle.requests} write requests, ${idle.leaseRenewals} of them for the lease`,
    ...(idle.writes.length
      ? [formatTable(idle.writes.map(({ what, count }) => [what, count]))]
      : []),
    `Control plane: ${formatNumber(
      controlPlane.cpuSeconds,
    )} CPU seconds (${formatNumber(
      (controlPlane.cpuSeconds / components) * 1000,
    )} ms per component), ${mebibytes(
      controlPlane.peakMemoryBytes,
    )} MiB peak, ${mebibytes(controlPlane.memoryBytes)} MiB idle`,
    ...(apiServer.cpuSeconds
      ? [
          `API server: ${formatNumber(
            apiServer.cpuSeconds,
          )} CPU seconds, and ${formatNumber(
            apiServer.directCpuSeconds,
          )} for the same objects without a control plane`,
        ]
      : []),
  ].join('\n');
}

const mebibytes = bytes => Math.round(bytes / 2 ** 20);
