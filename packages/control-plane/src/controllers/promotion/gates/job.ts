import { ApiError } from '@promenade/kube-client';
import {
  Promotion,
  QualityGate,
  Release,
  cellNamespace,
  contentHash,
  dataPlaneLabels,
  finalizers,
  firstProblem,
  genDnsLabel,
  getCondition,
  labelValue,
  nameLimits,
  openChoreoApiVersion,
  parentLabels,
  promotionKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { findIsolation } from '../../../core/isolation/find-isolation';
import { setUserWorkloadLabel } from '../../../core/isolation/set-user-workload-label';
import { indexes, controllerIndexValue } from '../../../core/lookups/indexes';
import { objectState } from '../../../core/release-state';
import {
  isTemporaryError,
  resultOrRejection,
} from '../../../runtime/api-conflicts';
import { JsonObject, isJsonObject } from '../../../runtime/json';
import { controllerReference } from '../../../runtime/owner-reference';
import { Read } from '../../../runtime/read';
import { invalidObjectError } from '../../../runtime/validation';
import { NewObject, Write } from '../../../runtime/write';
import { GateOutcome } from './gate';

/** Component name in the owner of the Release, so that it is no deployment of the component. No component can have this name. */
const noComponent = '*';

const waiting: GateOutcome = {
  state: 'Running',
  message: 'Waiting for the Job to be started.',
};

const reservedLabels: ReadonlySet<string> = new Set(
  Object.values(dataPlaneLabels),
);

/**
 * Starts the Job of a gate, unless it exists, and reads its result. The Job is in a Release of its own, which the promotion controls,
 * in the cell of the source environment. Its name depends on the promotion and on its template, so that a crash starts no second one.
 */
export async function evaluateJob(
  gate: QualityGate,
  promotion: Promotion,
  read: Read,
  write: Write,
): Promise<GateOutcome> {
  const desired = buildJobRelease(gate, promotion, read);
  if (!desired) {
    return unknown('The gate has no Job template.');
  }
  const invalid = invalidObjectError(read, releaseKind, desired.metadata);
  if (invalid) {
    return unknown(`${invalid}, or delete it.`);
  }
  const existing = read.get(releaseKind, desired.metadata);
  if (existing) {
    return readResult(existing);
  }
  const created = await resultOrRejection(() =>
    write.createIfAbsent(releaseKind, desired),
  );
  if (created instanceof ApiError) {
    if (isTemporaryError(created)) {
      throw created;
    }
    return unknown(`The Job could not be created: ${created.message}`);
  }
  return waiting;
}

/** Deletes the Jobs of a promotion that has ended. */
export async function deleteGateJobs(
  promotion: Promotion,
  read: Read,
  write: Write,
): Promise<void> {
  const releases = read.byIndex(
    releaseKind,
    indexes.controller,
    controllerIndexValue({
      kind: promotionKind.kind,
      metadata: promotion.metadata,
    }),
  );
  for (const release of releases) {
    await write.remove(releaseKind, release);
  }
}

function unknown(message: string): GateOutcome {
  return { state: 'Unknown', message };
}

function readResult(release: Release): GateOutcome {
  const { metadata, spec, status } = release;
  const jobName = metadata.name;
  const job = status?.resources?.find(({ kind }) => kind === 'Job');
  switch (job && objectState(job)) {
    case 'Healthy':
      return { state: 'Passed', message: `Job "${jobName}" has completed.` };
    case 'Degraded': {
      const problem = job && firstProblem([job]);
      const reason = problem?.message ?? problem?.reason;
      return {
        state: 'Failed',
        message: `Job "${jobName}" has failed${reason ? `: ${reason}` : '.'}`,
      };
    }
    default: {
      const applied = getCondition(status?.conditions, 'Applied');
      if (applied?.status === 'False') {
        return unknown(
          `Job "${jobName}" cannot run in ${spec.environmentName}: ${applied.message}`,
        );
      }
      const trouble = job?.trouble?.message;
      return job
        ? {
            state: 'Running',
            message: `Job "${jobName}" is running${
              trouble ? `: ${trouble}` : '.'
            }`,
          }
        : waiting;
    }
  }
}

function buildJobRelease(
  gate: QualityGate,
  promotion: Promotion,
  read: Read,
): NewObject<Release> | undefined {
  const template = gate.job?.template;
  if (!isJsonObject(template)) {
    return undefined;
  }
  const { namespace = '', uid = '' } = promotion.metadata;
  const { from: environment, owner } = promotion.spec;
  const name = genDnsLabel(
    nameLimits.job,
    'gate',
    gate.name,
    uid,
    contentHash(template),
  );
  const cell = {
    organization: namespace,
    project: owner.projectName,
    environment,
  };
  const isolation = findIsolation(read, cell);
  const job = setUserWorkloadLabel(
    buildJob(name, template, cell),
    isolation.mode === 'Enforced',
  );
  return {
    apiVersion: openChoreoApiVersion,
    kind: 'Release',
    metadata: {
      name,
      namespace,
      finalizers: [finalizers.release],
      labels: parentLabels(namespace, {
        project: owner.projectName,
        environment,
      }),
      ownerReferences: [controllerReference(promotion)],
    },
    spec: {
      owner: { projectName: owner.projectName, componentName: noComponent },
      environmentName: environment,
      resources: [{ id: 'job', object: job }],
    },
  };
}

function buildJob(
  name: string,
  template: JsonObject,
  cell: { organization: string; project: string; environment: string },
): JsonObject {
  const labels = {
    [dataPlaneLabels.organizationName]: labelValue(cell.organization),
    [dataPlaneLabels.projectName]: labelValue(cell.project),
    [dataPlaneLabels.environmentName]: labelValue(cell.environment),
  };
  // The release controller finds pods by the label of their component.
  const podLabels = { ...labels, [dataPlaneLabels.componentName]: name };
  const pod = objectAt(template, 'template');
  const podMetadata = objectAt(pod, 'metadata');
  // A finished Job that Kubernetes deletes would be created again.
  const { ttlSecondsAfterFinished: _, ...spec } = template;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace: cellNamespace(
        cell.organization,
        cell.project,
        cell.environment,
      ),
      labels,
    },
    spec: {
      backoffLimit: 0,
      ...spec,
      template: {
        ...pod,
        metadata: {
          ...podMetadata,
          labels: {
            ...withoutReservedLabels(objectAt(podMetadata, 'labels')),
            ...podLabels,
          },
        },
        spec: {
          restartPolicy: 'Never',
          automountServiceAccountToken: false,
          ...objectAt(pod, 'spec'),
        },
      },
    },
  };
}

function objectAt(object: JsonObject, member: string): JsonObject {
  const found = object[member];
  return isJsonObject(found) ? found : {};
}

/** Labels by which Services and policies select the pods of components. */
function withoutReservedLabels(labels: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(labels).filter(([key]) => !reservedLabels.has(key)),
  );
}
