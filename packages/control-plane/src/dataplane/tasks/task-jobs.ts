import {
  isAlreadyExists,
  type KubeClient,
  type ObjectKey,
  type ResourceType,
  type UnstructuredObject,
} from '@promenade/kube-client';
import { contentHash, type ReleaseTarget } from '@promenade/openchoreo-model';
import { isJsonObject, jsonAt, type JsonObject } from '../../runtime/json';
import type { DataPlanes } from '../access/data-planes';

/** A run of a scheduled task that was requested. */
export interface TaskRunRequest {
  readonly organization: string;
  /** Where the CronJob is applied. */
  readonly target: ReleaseTarget;
  /** The CronJob on the data plane. */
  readonly cronJob: ObjectKey;
  /** Identifies the request. The same one starts one Job only. */
  readonly id: string;
}

/** What became of a request: the Job that was created, or why there is none. */
export type TaskRunResult =
  | { readonly job: string }
  | { readonly skipped: string };

/** The Jobs of scheduled tasks on data planes. */
export interface TaskJobs {
  /**
   * Creates the Job of a requested run from the template of the CronJob, unless it exists.
   *
   * @returns undefined while the CronJob does not exist
   * @throws Error if the data plane cannot be reached
   */
  start(request: TaskRunRequest): Promise<TaskRunResult | undefined>;
}

const cronJobType: ResourceType = {
  group: 'batch',
  version: 'v1',
  kind: 'CronJob',
  plural: 'cronjobs',
  scope: 'Namespaced',
};

const jobType: ResourceType = {
  group: 'batch',
  version: 'v1',
  kind: 'Job',
  plural: 'jobs',
  scope: 'Namespaced',
};

const fieldManager = 'promenade-task-run';

/** The annotation of Jobs that `kubectl create job --from` creates. */
const instantiateAnnotation = 'cronjob.kubernetes.io/instantiate';

/**
 * {@link TaskJobs} on the clusters of data planes. A Job belongs to its CronJob, as one that the schedule starts: the history limits
 * of the CronJob count it, and it is deleted with the CronJob.
 */
export class DataPlaneTaskJobs implements TaskJobs {
  readonly #dataPlanes: Pick<DataPlanes, 'forTarget'>;

  constructor(dataPlanes: Pick<DataPlanes, 'forTarget'>) {
    this.#dataPlanes = dataPlanes;
  }

  async start({
    organization,
    target,
    cronJob: key,
    id,
  }: TaskRunRequest): Promise<TaskRunResult | undefined> {
    const cluster = await this.#dataPlanes.forTarget(organization, target);
    if ('reason' in cluster) throw new Error(cluster.message);
    return cluster.connection.send((client, signal) =>
      startJob(client, key, id, signal),
    );
  }
}

async function startJob(
  client: KubeClient,
  key: ObjectKey,
  id: string,
  signal: AbortSignal,
): Promise<TaskRunResult | undefined> {
  const cronJob = await client.find<UnstructuredObject>(cronJobType, key, {
    signal,
  });
  if (!cronJob || cronJob.metadata.deletionTimestamp) return undefined;
  const job = jobOf(cronJob, id);
  const { items: jobs } = await client.list<UnstructuredObject>(jobType, {
    namespace: key.namespace,
    signal,
  });
  const own = jobs.filter(each => isOwnedBy(each, cronJob));
  // A request is repeated when the status could not be written.
  if (own.some(({ metadata }) => metadata.name === job.metadata.name)) {
    return { job: job.metadata.name };
  }
  const running = own.find(each => !isFinished(each));
  if (running && jsonAt(cronJob, 'spec', 'concurrencyPolicy') === 'Forbid') {
    return {
      skipped: `Job ${running.metadata.name} runs, and the concurrency policy forbids another one. Wait until it has ended`,
    };
  }
  try {
    await client.create(jobType, job, { fieldManager, signal });
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    return {
      skipped: `A Job ${job.metadata.name} exists that does not belong to the CronJob. Request another run`,
    };
  }
  return { job: job.metadata.name };
}

/** The Job of a request. Its name follows from the request, and is as long as a Job of the schedule may be. */
function jobOf(cronJob: UnstructuredObject, id: string) {
  const { name, namespace, uid = '' } = cronJob.metadata;
  const template = objectAt(cronJob, 'spec', 'jobTemplate');
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `${name}-${contentHash(id).slice(0, 8)}`,
      namespace,
      labels: textsAt(template, 'metadata', 'labels'),
      annotations: {
        ...textsAt(template, 'metadata', 'annotations'),
        [instantiateAnnotation]: 'manual',
      },
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          name,
          uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: objectAt(template, 'spec'),
  };
}

function isOwnedBy(
  { metadata }: UnstructuredObject,
  owner: UnstructuredObject,
): boolean {
  return Boolean(
    metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid),
  );
}

function isFinished(job: UnstructuredObject): boolean {
  const conditions = jsonAt(job, 'status', 'conditions');
  return (
    Array.isArray(conditions) &&
    conditions.some(
      each =>
        ['Complete', 'Failed'].includes(String(jsonAt(each, 'type'))) &&
        jsonAt(each, 'status') === 'True',
    )
  );
}

function objectAt(value: object, ...path: string[]): JsonObject {
  const found = jsonAt(value, ...path);
  return isJsonObject(found) ? found : {};
}

function textsAt(value: object, ...path: string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(objectAt(value, ...path)).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
