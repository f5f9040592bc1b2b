import {
  ApiError,
  isAlreadyExists,
  isNotFound,
  type KubeClient,
} from '@promenade/kube-client';
import {
  dataPlaneLabels,
  type Build,
  type BuildPlane,
} from '@promenade/openchoreo-model';
import type { Manifest } from '../core/manifest';
import {
  renderPrerequisites,
  renderWorkflow,
  workflowKey,
} from '../render/build/render-workflow';
import { workflowType } from '../runtime/kubernetes-types';
import { formatIssues } from '../runtime/validation';
import type { BuildCluster } from './build-cluster';
import type { BuildPlanes } from './build-planes';
import { workflowSchema, type Workflow } from './workflow';

/** Reason of the condition of a Build whose Workflow cannot be created, read or deleted. */
export type WorkflowErrorReason =
  | 'BuildPlaneCredentialsInvalid'
  | 'BuildPlaneUnreachable'
  | 'NamespaceCreationFailed'
  | 'RBACCreationFailed'
  | 'WorkflowCreationFailed'
  | 'WorkflowReadFailed'
  | 'WorkflowDeletionFailed';

/** Why a request to a build plane failed: reason and message of a condition. */
export class WorkflowError extends Error {
  constructor(
    readonly reason: WorkflowErrorReason,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** The Workflows of builds on build planes. All methods throw a {@link WorkflowError}. */
export interface Workflows {
  /** Creates the Workflow of a build, and what it needs, unless it exists. */
  start(build: Build, buildPlane: BuildPlane): Promise<Workflow>;
  /** Returns the Workflow of a build, if it exists. */
  find(build: Build, buildPlane: BuildPlane): Promise<Workflow | undefined>;
  /** Deletes the Workflow of a build, with its pods. */
  remove(build: Build, buildPlane: BuildPlane): Promise<void>;
}

const fieldManager = 'promenade-control-plane';

/** {@link Workflows} on the clusters of build planes. A Workflow of the same name that belongs to another Build is left alone. */
export class BuildPlaneWorkflows implements Workflows {
  readonly #buildPlanes: BuildPlanes;

  constructor(buildPlanes: BuildPlanes) {
    this.#buildPlanes = buildPlanes;
  }

  async start(build: Build, buildPlane: BuildPlane): Promise<Workflow> {
    const cluster = await this.#clusterOf(buildPlane);
    const existing = await this.find(build, buildPlane);
    if (existing) return existing;
    const { namespace, rights } = renderPrerequisites(build);
    await createIfAbsent(cluster, namespace, 'NamespaceCreationFailed');
    for (const object of rights) {
      await createIfAbsent(cluster, object, 'RBACCreationFailed');
    }
    const workflow = renderWorkflow(build, buildPlane);
    await createIfAbsent(cluster, workflow, 'WorkflowCreationFailed');
    const created = await this.find(build, buildPlane);
    if (created) return created;
    const { name } = workflowKey(build);
    throw new WorkflowError(
      'WorkflowCreationFailed',
      `Workflow "${name}" belongs to another Build; delete it on the build plane`,
    );
  }

  async find(
    build: Build,
    buildPlane: BuildPlane,
  ): Promise<Workflow | undefined> {
    const cluster = await this.#clusterOf(buildPlane);
    const workflow = await findWorkflow(cluster, build);
    if (workflow) cluster.watchWorkflows();
    return workflow;
  }

  async remove(build: Build, buildPlane: BuildPlane): Promise<void> {
    const cluster = await this.#clusterOf(buildPlane);
    const workflow = await findWorkflow(cluster, build);
    if (!workflow || workflow.metadata.deletionTimestamp) return;
    const { uid } = workflow.metadata;
    await send(cluster, 'WorkflowDeletionFailed', (client, signal) =>
      ignoreError(isNotFound, () =>
        client.delete(workflowType, workflowKey(build), {
          propagationPolicy: 'Background',
          preconditions: { uid },
          signal,
        }),
      ),
    );
  }

  async #clusterOf(buildPlane: BuildPlane): Promise<BuildCluster> {
    try {
      return await this.#buildPlanes.clusterOf(buildPlane);
    } catch (error) {
      throw new WorkflowError(
        'BuildPlaneCredentialsInvalid',
        `BuildPlane "${
          buildPlane.metadata.name
        }" has invalid credentials: ${messageOf(
          error,
        )}; correct spec.kubernetesCluster.credentials`,
        { cause: error },
      );
    }
  }
}

async function findWorkflow(
  cluster: BuildCluster,
  build: Build,
): Promise<Workflow | undefined> {
  const object = await send(cluster, 'WorkflowReadFailed', (client, signal) =>
    client.find(workflowType, workflowKey(build), { signal }),
  );
  const labels = object?.metadata.labels;
  if (labels?.[dataPlaneLabels.uuid] !== build.metadata.uid) return undefined;
  const parsed = workflowSchema.safeParse(object);
  if (parsed.success) return parsed.data;
  throw new WorkflowError(
    'WorkflowReadFailed',
    `The Workflow is not one of Argo Workflows: ${formatIssues(parsed.error)}`,
  );
}

async function createIfAbsent(
  cluster: BuildCluster,
  object: Manifest,
  reason: WorkflowErrorReason,
): Promise<void> {
  const { apiVersion, kind } = object;
  const type = await send(cluster, reason, client =>
    client.resourceFor(apiVersion, kind),
  );
  if (!type) {
    throw new WorkflowError(
      reason,
      `The build plane does not serve ${kind} of ${apiVersion}; install Argo Workflows there`,
    );
  }
  await send(cluster, reason, (client, signal) =>
    ignoreError(isAlreadyExists, () =>
      client.create(type, object, { fieldManager, signal }),
    ),
  );
}

/** Sends a request. @throws WorkflowError with the given reason for an error response, or `BuildPlaneUnreachable` without a response */
async function send<T>(
  { connection }: BuildCluster,
  reason: WorkflowErrorReason,
  request: (client: KubeClient, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await connection.send(request);
  } catch (error) {
    throw error instanceof ApiError
      ? new WorkflowError(reason, error.message, { cause: error })
      : new WorkflowError(
          'BuildPlaneUnreachable',
          connection.unreachableMessage ??
            `The API server of the build plane does not respond: ${messageOf(
              error,
            )}`,
          { cause: error },
        );
  }
}

async function ignoreError(
  isIgnored: (error: unknown) => boolean,
  request: () => Promise<unknown>,
): Promise<void> {
  try {
    await request();
  } catch (error) {
    if (!isIgnored(error)) throw error;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
