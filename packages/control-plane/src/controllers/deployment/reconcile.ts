import { Clock } from '@promenade/kube-client';
import {
  Deployment,
  deployableArtifactKind,
  deploymentKind,
  getCondition,
} from '@promenade/openchoreo-model';
import { isDeepStrictEqual } from 'node:util';
import {
  ArtifactIdentity,
  DeployableContent,
  artifactContent,
  artifactIdentity,
} from '../../core/artifact/artifact';
import { Binding, deployableContent } from '../../core/binding/binding';
import { BindingType } from '../../core/component-type/binding-types';
import { withConditions } from '../../runtime/conditions';
import { isDeleting } from '../../runtime/finalizer';
import { controllerOf } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import {
  StatusDebounce,
  dependencyDebounceMs,
  statusDebounceMs,
} from '../../runtime/status-debounce';
import { existsInCache } from '../../runtime/validation';
import { Write } from '../../runtime/write';
import { buildDeployment } from './build-deployment';
import { addRevision, findCause, type Revision } from './revisions';

/**
 * Records what a binding runs as its Deployment, with the revisions: an audit of the environment that `kubectl` shows. Nothing is
 * deployed from it, and changes by others are reverted. A Deployment of that name which is not of the binding stays as it is.
 *
 * Spec and status are one write. The record is created when the first rollout has an end, or after half a minute. A later release is
 * recorded at once, so that none is lost.
 */
export function deploymentReconciler(
  type: BindingType,
  { clock }: { clock: Clock },
): Reconcile {
  const statusDebounce = new StatusDebounce(clock);
  return async (key, read, write) => {
    const binding = read.get(type.bindingKind, key);
    if (!binding || isDeleting(binding)) return undefined;
    const existing = read.get(deploymentKind, key);
    const isOurs =
      existing && controllerOf(existing)?.uid === binding.metadata.uid;
    if (!isOurs && existsInCache(read, deploymentKind, key)) return undefined;
    const content = deployableContent(type.kindOfBinding, binding);
    const artifact = artifactIdentity(binding.spec, content);
    const now = new Date(clock.now());
    const recorded =
      existing && (await recordFormer(existing, artifact, now, read, write));
    const [newest] = recorded?.status?.revisions ?? [];
    const isRecorded = newest?.artifactRef === artifact.name;
    const cause = isRecorded
      ? newest
      : findCause(binding, artifact, content, read);
    const desired = buildDeployment(
      binding,
      artifact.name,
      cause.reason,
      recorded,
      read,
    );
    const isOutdated =
      recorded && !isDeepStrictEqual(recorded.spec, desired.spec);
    const remainingMs = isOutdated
      ? 0
      : statusDebounce.remainingMs(
          recorded ?? withoutVersion(binding),
          debounceMs(binding, recorded),
        );
    if (remainingMs > 0) return { requeueAfter: remainingMs };
    const written = await write.writeWithStatus(deploymentKind, recorded, {
      ...desired,
      status: statusOf(binding, recorded, artifact, content, cause, now),
    });
    if (
      recorded &&
      isRecorded &&
      !isDeepStrictEqual(recorded.spec, written.spec)
    ) {
      write.event(
        written,
        'Warning',
        'ChangeReverted',
        `spec is derived from ${binding.kind} "${binding.metadata.name}"; a change of it was reverted. Change the component, or promote a release`,
      );
    }
    return undefined;
  };
}

/** The revisions, and the readiness of the binding. */
function statusOf(
  binding: Binding,
  recorded: Deployment | undefined,
  artifact: ArtifactIdentity,
  content: DeployableContent,
  { deployedBy, reason }: Pick<Revision, 'deployedBy' | 'reason'>,
  now: Date,
): NonNullable<Deployment['status']> {
  const ready = getCondition(binding.status?.conditions, 'Ready');
  return {
    ...withConditions(
      // Object and status are one write, so that no status is about an older generation.
      { metadata: {}, status: recorded?.status },
      ready
        ? [
            {
              type: 'Ready',
              status: ready.status,
              reason: ready.reason,
              message: ready.message,
            },
          ]
        : [],
      now,
    ),
    revisions: addRevision(
      recorded,
      artifact,
      content,
      { ...(deployedBy && { deployedBy }), ...(reason && { reason }) },
      now,
    ),
  };
}

/** A binding whose wait for its record does not start again with each change of its status. */
function withoutVersion(binding: Binding): Binding {
  const { resourceVersion: _, ...metadata } = binding.metadata;
  return { ...binding, metadata };
}

/** Records the revision that the spec is about, if the status does not have it and another release is deployed now. */
async function recordFormer(
  existing: Deployment,
  artifact: ArtifactIdentity,
  now: Date,
  read: Read,
  write: Write,
): Promise<Deployment> {
  const { metadata, spec, status } = existing;
  const name = spec.deploymentArtifactRef;
  const [newest] = status?.revisions ?? [];
  const former =
    name === artifact.name || name === newest?.artifactRef
      ? undefined
      : read.get(deployableArtifactKind, {
          namespace: metadata.namespace,
          name,
        });
  const content = former && artifactContent(former);
  // Somebody else may have written the name of an artifact of another component.
  if (
    !content ||
    former?.spec.owner?.componentName !== spec.owner?.componentName
  ) {
    return existing;
  }
  const { hash, label } = artifactIdentity(
    { owner: former.spec.owner ?? { projectName: '', componentName: '' } },
    content,
  );
  return write.writeWithStatus(deploymentKind, existing, {
    ...existing,
    status: {
      ...status,
      revisions: addRevision(
        existing,
        { name, hash, label },
        content,
        spec.reason ? { reason: spec.reason } : {},
        now,
      ),
    },
  });
}

/** How long the record may stay unwritten, in milliseconds: until the rollout has an end. */
function debounceMs(
  { metadata, status }: Binding,
  recorded: Deployment | undefined,
): number {
  const ready = getCondition(status?.conditions, 'Ready');
  const isObserved =
    (ready?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const isTransient =
    !isObserved ||
    status?.state === 'Progressing' ||
    status?.state === 'Waiting';
  if (!isTransient) return 0;
  const written = getCondition(recorded?.status?.conditions, 'Ready');
  return recorded && written?.status !== 'True'
    ? statusDebounceMs
    : dependencyDebounceMs;
}
