import {
  defaultTrack,
  type EndpointStatus,
  type WorkloadConnection,
  type WorkloadTemplate,
} from '@promenade/openchoreo-model';
import type { Labels } from '../../manifest';
import { isVisibleOutsideProject } from '../apis/resolve-apis';
import type { RenderTarget } from '../target';

/** Reference to the component that a connection points at. */
export interface ComponentRef {
  readonly project: string;
  readonly component: string;
  readonly track: string;
}

/** A deployed component that connections may point at, in the same environment. */
export interface ConnectionPeer extends ComponentRef {
  /** Namespace of its cell. */
  readonly namespace: string;
  /** Labels of its pods. */
  readonly labels: Labels;
  readonly workload: Pick<WorkloadTemplate, 'endpoints'>;
  /** Its canary, which connections may reach like the other pods. */
  readonly canary?: Pick<ConnectionPeer, 'labels' | 'workload'>;
  readonly endpoints: readonly EndpointStatus[];
  /** Whether its cell denies undeclared traffic. */
  readonly isEnforced?: boolean;
}

/** Finds the peer of a connection; undefined while it is not deployed. */
export type FindPeer = (target: ComponentRef) => ConnectionPeer | undefined;

/** A connection of another component, or of its canary, to the rendered one. */
export interface Consumer {
  /** The component with the connection, in the same environment, or its canary. */
  readonly target: RenderTarget;
  /** Name of its connection. */
  readonly name: string;
  readonly connection: WorkloadConnection;
}

/**
 * The component that a connection points at, if it points at one. `projectName` defaults to the project of the
 * workload, `deploymentTrack` to the default track, also for workloads of other tracks.
 */
export function targetComponent(
  { type, params = {} }: WorkloadConnection,
  ownProject: string,
): ComponentRef | undefined {
  const { componentName, projectName, deploymentTrack } = params;
  return isComponentConnection(type) && componentName
    ? {
        project: projectName || ownProject,
        component: componentName,
        track: deploymentTrack || defaultTrack,
      }
    : undefined;
}

/** Whether connections of a type point at a component; `internal` is a synonym of `api`. */
export function isComponentConnection(
  type: WorkloadConnection['type'],
): boolean {
  return type === 'api' || type === 'internal';
}

/** Whether an endpoint is declared to be visible outside its project. */
export function isVisibleToOtherProjects(
  { workload }: Pick<ConnectionPeer, 'workload'>,
  endpoint: string,
): boolean {
  const declared = workload.endpoints?.[endpoint];
  return declared !== undefined && isVisibleOutsideProject(declared);
}
