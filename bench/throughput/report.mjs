// The throughput figures for people.
import { figure, table } from '../lib/table.mjs';
import { objectsEach } from './measure.mjs';

/** What OpenChoreo's own v0.3.2 controllers did with the same components on the real API of this benchmark, in components a second. */
const openChoreo = 3.3;

export function reportThroughput(api, result) {
  const { components, seconds, writes, atRest, controlPlane, apiServer } =
    result;
  const rate = components / seconds.applied;
  const all = writes.reduce((sum, { count }) => sum + count, 0);
  const since = name => [name, `${figure(seconds[name])} s`];
  return [
    `Throughput on the ${api} API: ${components} Services with one public REST API each, ${objectsEach} objects each`,
    table([
      ['', 'after'],
      ['all declared', since('declared')[1]],
      ['all Releases applied and observed', since('applied')[1]],
      ['all bindings ready', since('bindingsReady')[1]],
      ['all Components ready', since('ready')[1]],
    ]),
    `${figure(rate)} components a second, ${figure(
      rate * objectsEach,
    )} objects a second: ${figure(
      rate / openChoreo,
    )} times OpenChoreo v0.3.2 (${openChoreo} on a real API)`,
    `The same objects applied by hand, with no control plane: ${figure(
      components / seconds.byHand,
    )} components a second. That is what this machine allows; the control plane has ${Math.round(
      (seconds.byHand / seconds.applied) * 100,
    )} % of it`,
    `Writes of the control plane, ${figure(all / components)} a component:`,
    table([
      ['', 'a component', 'all'],
      ...writes.map(({ what, count }) => [
        what,
        (count / components).toFixed(2),
        count,
      ]),
    ]),
    `At rest, in ${atRest.seconds} s: ${atRest.requests} requests that write, ${atRest.leaseRenewals} of them for the lease`,
    ...(atRest.writes.length
      ? [table(atRest.writes.map(({ what, count }) => [what, count]))]
      : []),
    `Control plane: ${figure(controlPlane.cpuSeconds)} CPU seconds (${figure(
      (controlPlane.cpuSeconds / components) * 1000,
    )} ms a component), ${mebibytes(
      controlPlane.peakMemoryBytes,
    )} MiB at most, ${mebibytes(controlPlane.memoryBytes)} MiB at rest`,
    ...(apiServer.cpuSeconds
      ? [`API server: ${figure(apiServer.cpuSeconds)} CPU seconds`]
      : []),
  ].join('\n');
}

const mebibytes = bytes => Math.round(bytes / 2 ** 20);
