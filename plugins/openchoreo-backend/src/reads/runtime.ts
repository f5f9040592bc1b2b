import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { parseInput } from '@promenade/backstage-plugin-openchoreo-node';
import { exportBuildLog, exportLog, readBuildLog, readLog } from '../logs';
import { readDataPlane } from '../readDataPlane';
import { implementRead, type Read } from './Read';

const dataPlaneReads: readonly Read[] = [
  implementRead(reads.getDataPlaneCapacity, ({ openChoreo }, plane) =>
    readDataPlane(plane, () => openChoreo.dataPlanes.capacity(plane)),
  ),
  implementRead(reads.getRuntime, ({ openChoreo }, input) => {
    const { environment, ...ref } = input;
    return readDataPlane(input, () => openChoreo.runtime.get(ref, environment));
  }),
  implementRead(reads.listRuntimeEvents, async ({ openChoreo }, input) => {
    const { environment, kind, name, namespace, ...ref } = input;
    const object = { kind, name, namespace };
    const events = await readDataPlane(input, () =>
      openChoreo.runtime.events(ref, environment, object),
    );
    return { events };
  }),
  implementRead(reads.getMetrics, ({ openChoreo }, input) => {
    const { environment, period = '1h', ...ref } = input;
    return readDataPlane(input, () =>
      openChoreo.metrics.get(ref, environment, period),
    );
  }),
  {
    ...implementRead(reads.readLog, readLog),
    export(services, unknownInput) {
      const input = parseInput(reads.readLog.input, unknownInput);
      return input.format === 'text' ? exportLog(services, input) : undefined;
    },
  },
  {
    ...implementRead(reads.readBuildLog, readBuildLog),
    export(services, unknownInput) {
      const input = parseInput(reads.readBuildLog.input, unknownInput);
      return input.format === 'text'
        ? exportBuildLog(services, input)
        : undefined;
    },
  },
];

/** What runs on the data planes. The stream of a log is answered by a live feed. */
export const runtimeReads: readonly Read[] = [
  ...dataPlaneReads.map(read => ({ ...read, isRemote: true })),
  implementRead(
    reads.getRuntimeManifest,
    ({ openChoreo }, { environment, kind, name, namespace, ...ref }) =>
      openChoreo.runtime.manifest(ref, environment, { kind, name, namespace }),
  ),
];
