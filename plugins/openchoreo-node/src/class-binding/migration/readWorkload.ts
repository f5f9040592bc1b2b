import {
  workloadKind,
  type Workload,
  type WorkloadContainer,
  type WorkloadTemplate,
} from '@promenade/openchoreo-model';
import type {
  Loss,
  PortableFile,
  PortableWorkload,
} from '../../domain/PortableProject';
import { readConnections } from './readConnections';
import { readEndpoints } from './readEndpoints';
import { readPortable } from './readPortable';
import { readVariables } from './readVariables';

/** The container that has the endpoints: `main`, otherwise the first by name. */
export function mainContainerOf({
  containers = {},
}: WorkloadTemplate): [string, WorkloadContainer] | undefined {
  const [first] = Object.keys(containers).sort();
  const name = Object.hasOwn(containers, 'main') ? 'main' : first;
  return name === undefined ? undefined : [name, containers[name]];
}

/** What a component runs. Undefined without a container. */
export function readWorkload(
  workload: Workload,
  exposure: Parameters<typeof readEndpoints>[1],
): PortableWorkload | undefined {
  const { spec } = workload;
  const found = mainContainerOf(spec);
  if (!found) return undefined;
  const [main, { image, command, args, env = [] }] = found;
  const { endpoints, losses: apiLosses } = readEndpoints(
    spec.endpoints ?? {},
    exposure,
  );
  const connections = readConnections(
    spec.connections ?? {},
    spec.owner.projectName,
  );
  const { files, losses: fileLosses } = readFiles(main, found[1]);
  const portable = readPortable(workloadKind, workload);
  return {
    ...portable,
    image,
    ...(command?.length && { command }),
    ...(args?.length && { args }),
    env: [...readVariables(env), ...connections.env],
    files,
    endpoints,
    connections: connections.connections,
    losses: [
      ...portable.losses,
      ...containerLosses(spec, main),
      ...apiLosses,
      ...connections.losses,
      ...fileLosses,
    ],
  };
}

function containerLosses(
  { containers = {} }: WorkloadTemplate,
  main: string,
): Loss[] {
  return Object.keys(containers)
    .filter(name => name !== main)
    .map(name => ({
      field: `Workload.spec.containers.${name}`,
      reason:
        'A workload has one container. Make it a component of its own, or write a component type with a sidecar.',
    }));
}

function readFiles(
  container: string,
  { files = [] }: WorkloadContainer,
): { files: PortableFile[]; losses: Loss[] } {
  const isConfigured = (file: (typeof files)[number]) =>
    file.valueFrom?.configurationGroupRef !== undefined;
  return {
    files: files
      .filter(file => !isConfigured(file))
      .map(({ mountPath: path, value, valueFrom }) =>
        valueFrom?.secretRef
          ? { path, secret: valueFrom.secretRef }
          : { path, value: value ?? '' },
      ),
    losses: files.filter(isConfigured).map(({ mountPath }) => ({
      field: `Workload.spec.containers.${container}.files`,
      reason: `The content of ${mountPath} is that of a ConfigurationGroup. Set it in the overrides of each environment.`,
    })),
  };
}
