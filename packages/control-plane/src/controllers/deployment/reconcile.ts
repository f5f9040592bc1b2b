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
 * The status of a new revision is written when the rollout has an end, or after half a minute, so that a rollout costs one write. The
 * spec says at once what runs. A revision that was not written by then is recorded before the next one, so that none is lost.
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
    const cause =
      newest?.artifactRef === artifact.name
        ? newest
        : findCause(binding, artifact, content, read);
    const deployment = await writeSpec(
      binding,
      artifact,
      cause.reason,
      recorded,
      read,
      write,
    );
    const remainingMs = statusDebounce.remainingMs(
      deployment,
      debounceMs(binding, deployment, newest, artifact),
    );
    if (remainingMs > 0) return { requeueAfter: remainingMs };
    const { deployedBy, reason } = cause;
    const ready = getCondition(binding.status?.conditions, 'Ready');
    await write.updateStatus(deploymentKind, deployment, {
      ...withConditions(
        deployment,
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
        deployment,
        artifact,
        content,
        { ...(deployedBy && { deployedBy }), ...(reason && { reason }) },
        now,
      ),
    });
    return undefined;
  };
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
  return write.updateStatus(deploymentKind, existing, {
    ...status,
    revisions: addRevision(
      existing,
      { name, hash, label },
      content,
      spec.reason ? { reason: spec.reason } : {},
      now,
    ),
  });
}

async function writeSpec(
  binding: Binding,
  artifact: ArtifactIdentity,
  reason: string | undefined,
  existing: Deployment | undefined,
  read: Read,
  write: Write,
): Promise<Deployment> {
  const desired = buildDeployment(
    binding,
    artifact.name,
    reason,
    existing,
    read,
  );
  if (!existing) return write.create(deploymentKind, desired);
  const isRecorded =
    existing.status?.revisions?.[0]?.artifactRef === artifact.name;
  const updated = await write.update(deploymentKind, existing, desired);
  if (isRecorded && !isDeepStrictEqual(existing.spec, updated.spec)) {
    write.event(
      updated,
      'Warning',
      'ChangeReverted',
      `spec is derived from ${binding.kind} "${binding.metadata.name}"; a change of it was reverted. Change the component, or promote a release`,
    );
  }
  return updated;
}

/** How long the status may stay unwritten, in milliseconds: until the rollout has an end. */
function debounceMs(
  { metadata, status }: Binding,
  deployment: Deployment,
  newest: Revision | undefined,
  artifact: ArtifactIdentity,
): number {
  const ready = getCondition(status?.conditions, 'Ready');
  const isObserved =
    (ready?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const isTransient =
    !isObserved ||
    status?.state === 'Progressing' ||
    status?.state === 'Waiting';
  if (!isTransient) return 0;
  const written = getCondition(deployment.status?.conditions, 'Ready');
  return newest?.artifactRef === artifact.name && written?.status !== 'True'
    ? statusDebounceMs
    : dependencyDebounceMs;
}
