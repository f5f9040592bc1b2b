import type { ServiceAPI, WorkloadTemplate } from '@promenade/openchoreo-model';
import { resolveExposures } from '../../core/effective-binding/apis/exposure';
import { isVisibleOutsideProject } from '../../core/effective-binding/apis/resolve-apis';
import type { Hosts } from '../../core/effective-binding/hosts';
import type { RenderTarget } from '../../core/effective-binding/target';
import type { ReleaseResource } from '../../core/manifest';
import { jsonAt, jsonListAt } from '../../runtime/json';
import { sortedEntries } from '../../runtime/sort';
import { operationPathPattern } from '../apis/operation-path';
import { findPort } from '../workload/ports';
import type { HttpOperation, TrafficPort, TrafficRule } from './traffic';

/** What the routes of a release are rendered from. */
export interface RoutedRelease {
  readonly workload: WorkloadTemplate;
  readonly apis?: { readonly [name: string]: ServiceAPI };
}

/** Input of the rules for gateways. */
export interface GatewayRulesInput extends RoutedRelease {
  readonly target: RenderTarget;
  /** The release that the routes are rendered from, where it is not the one whose pods the rules are for. */
  readonly routed?: RoutedRelease;
  readonly hosts: Hosts;
  /** The rendered resources of the binding, including its routes. */
  readonly resources: readonly ReleaseResource[];
}

/**
 * Northbound and westbound: the ports that the gateways may call.
 * Derived from the rendered routes, so that exactly the routed traffic is allowed.
 */
export function gatewayRules(input: GatewayRulesInput): TrafficRule[] {
  return routedPorts(input).map(
    ({ gateway, servicePort, protocol, isHttp }) => ({
      peer: { kind: 'Gateway', ...gateway },
      port: podPort(input.workload, servicePort, protocol),
      operations: isHttp
        ? allowedOperations(input, gateway.name, servicePort)
        : undefined,
      field: 'spec.apis',
    }),
  );
}

interface RoutedPort {
  readonly gateway: { readonly name: string; readonly namespace: string };
  /** Port of the component's Service. */
  readonly servicePort: number;
  readonly protocol: TrafficPort['protocol'];
  /** Whether only HTTP is routed to the port. */
  readonly isHttp: boolean;
}

function routedPorts({ resources, target }: GatewayRulesInput): RoutedPort[] {
  const found = new Map<string, RoutedPort>();
  for (const { object } of resources) {
    if (!object.apiVersion.startsWith('gateway.networking.k8s.io/')) continue;
    const isHttp = object.kind === 'HTTPRoute';
    const protocol = object.kind === 'UDPRoute' ? 'UDP' : 'TCP';
    const ports = jsonListAt(object.spec, 'rules')
      .flatMap(rule => jsonListAt(rule, 'backendRefs'))
      .filter(backend => jsonAt(backend, 'name') === target.serviceName)
      .map(backend => Number(jsonAt(backend, 'port')));
    for (const parent of jsonListAt(object.spec, 'parentRefs')) {
      const gateway = {
        name: String(jsonAt(parent, 'name')),
        namespace: String(
          jsonAt(parent, 'namespace') ?? object.metadata.namespace,
        ),
      };
      for (const servicePort of ports) {
        const key = `${gateway.namespace}/${gateway.name}/${servicePort}/${protocol}`;
        const others = found.get(key)?.isHttp ?? true;
        found.set(key, {
          gateway,
          servicePort,
          protocol,
          isHttp: isHttp && others,
        });
      }
    }
  }
  return [...found.values()];
}

function podPort(
  workload: WorkloadTemplate,
  servicePort: number,
  protocol: TrafficPort['protocol'],
): TrafficPort {
  const served = findPort(workload.endpoints, servicePort, protocol);
  return { port: served?.targetPort ?? servicePort, protocol };
}

/** One segment of a path, without the query, which policies match together with the path. */
const segment = '[^/?]+';

/** The operations of the APIs at a port of a gateway; undefined where an API allows every path. */
function allowedOperations(
  input: GatewayRulesInput,
  gateway: string,
  servicePort: number,
): HttpOperation[] | undefined {
  const { target, hosts } = input;
  const { apis = {}, workload } = input.routed ?? input;
  const offered = resolveExposures(target, apis).exposures.filter(
    ({ protocol, backend, level }) =>
      protocol === 'HTTP' &&
      backend.port === servicePort &&
      hosts.api[level].name === gateway,
  );
  const isOpen =
    offered.some(({ operations }) => operations.length === 0) ||
    sortedEntries(workload.endpoints).some(
      ([name, endpoint]) =>
        endpoint.port === servicePort &&
        !Object.hasOwn(apis, name) &&
        isVisibleOutsideProject(endpoint),
    );
  return offered.length > 0 && !isOpen
    ? offered.flatMap(({ backend, operations }) =>
        operations.map(({ method, path }) => ({
          method,
          path: operationPathPattern(backend.basePath, path, segment),
        })),
      )
    : undefined;
}
