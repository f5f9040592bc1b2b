import type { WorkloadTemplate } from '@promenade/openchoreo-model';
import { sortedEntries } from '../../runtime/sort';
import { setHelpers } from './cel/helpers';
import { toCelObject } from './configuration-variables';
import { endpointResources } from './endpoint-resources';

/** An endpoint in the variable `workload`. */
export interface EndpointVariable {
  readonly type: string;
  readonly port: number;
  readonly targetPort: number;
  readonly basePath?: string;
  readonly visibility: readonly string[];
  readonly schema?: { readonly type?: string; readonly content?: string };
}

/** The variable `workload` before its conversion. */
export interface WorkloadVariable {
  readonly container: {
    readonly image?: string;
    readonly command?: readonly string[];
    readonly args?: readonly string[];
  };
  readonly endpoints: { readonly [name: string]: EndpointVariable };
}

/** Names that OpenChoreo 1.x gives to callers. */
const visibilities = {
  project: 'project',
  organization: 'internal',
  public: 'external',
} as const;

/** Converts the workload of a release to what templates of OpenChoreo 1.x know: one container, and endpoints with all fields. */
export function describeWorkload(
  { containers = {}, endpoints }: WorkloadTemplate,
  mainContainer: string | undefined,
): WorkloadVariable {
  const container = mainContainer ? containers[mainContainer] : undefined;
  const { image, command, args } = container ?? {};
  return {
    container: { image, command, args },
    endpoints: Object.fromEntries(
      sortedEntries(endpoints).map(([name, endpoint]) => {
        const { type, port, targetPort = port, basePath, schema } = endpoint;
        const callers = ['project', ...(endpoint.visibility ?? [])] as const;
        const visibility = [
          ...new Set(callers.map(each => visibilities[each])),
        ];
        return [name, { type, port, targetPort, basePath, schema, visibility }];
      }),
    ),
  };
}

/** The variable `workload` of templates, with its helper function. */
export function workloadVariable(workload: WorkloadVariable): object {
  return setHelpers(
    toCelObject(workload),
    toCelObject({
      toServicePorts: servicePorts(workload),
      toEndpointResources: Object.fromEntries(
        sortedEntries(workload.endpoints).map(([name, endpoint]) => [
          name,
          endpointResources(endpoint),
        ]),
      ),
    }),
  );
}

/** Ports of a Service: one for each port and protocol, named after the first endpoint that has it. */
function servicePorts({ endpoints }: WorkloadVariable): object[] {
  const names = new Set<string>();
  const ports = new Map<string, object>();
  for (const [endpoint, { type, port, targetPort }] of sortedEntries(
    endpoints,
  )) {
    const protocol = type === 'UDP' ? 'UDP' : 'TCP';
    const key = `${port}/${protocol}`;
    if (!ports.has(key)) {
      const name = uniquePortName(endpoint, port, names);
      names.add(name);
      ports.set(key, { name, port, targetPort, protocol });
    }
  }
  return [...ports.values()];
}

/** Longest name of a port. */
const maxPortName = 15;

function uniquePortName(
  endpoint: string,
  port: number,
  taken: ReadonlySet<string>,
): string {
  const base = toPortName(endpoint) || `port-${port}`;
  let name = base;
  for (let count = 2; taken.has(name); count++) {
    const suffix = `-${count}`;
    name = `${base.slice(0, maxPortName - suffix.length)}${suffix}`;
  }
  return name;
}

function toPortName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/[^a-z0-9-]/g, '')
    .replace(/^-+|-+$/g, '')
    .slice(0, maxPortName)
    .replace(/-+$/, '');
}
