import { ApiError } from '@promenade/kube-client';
import {
  ObjectMeta,
  defaultTrack,
  annotations,
  gitOpsManagerOf,
  trackOf,
} from '@promenade/openchoreo-model';
import { resultOrRejection } from '../../runtime/api-conflicts';
import { isDeleting } from '../../runtime/finalizer';
import {
  controllerOf,
  controllerReference,
} from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { Write } from '../../runtime/write';
import { DeployableContent, ReleaseStream } from '../artifact/artifact';
import { ensureArtifact } from '../artifact/ensure-artifact';
import { Binding } from '../binding/binding';
import { buildBinding } from '../binding/build-binding';
import { freeBindingName } from '../binding/free-binding-name';
import { BindingType } from '../component-type/binding-types';
import { findBinding } from '../component-type/bindings';
import { CommitProgress } from '../gitops/commit-progress';
import { findCommitTarget } from '../gitops/commit-target';
import { writeBinding } from '../gitops/write-binding';
import { environmentBeingDeleted } from '../lookups/environment-being-deleted';
import { controllerIndexValue, indexes } from '../lookups/indexes';
import { findComponent, missingComponent } from './find-component';
import {
  FirstEnvironment,
  findFirstEnvironment,
} from './find-first-environment';

/** What deploys a release to the first environment and controls the binding there: a Service, WebApplication, ScheduledTask or Component. */
export interface Deployer {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  status?: { environment?: FirstEnvironment };
}

/** A release of a component. */
export interface ComponentRelease extends ReleaseStream {
  readonly type: BindingType;
  readonly content: DeployableContent;
}

/** The result of a deployment to the first environment. */
export interface DeployOutcome {
  readonly ready: {
    readonly status: 'True' | 'False';
    readonly reason: string;
    readonly message: string;
  };
  /** The environment that the workload is deployed to, also while it is being deleted; undefined keeps the one of the last status. */
  readonly environment?: FirstEnvironment;
  /** A write that the API server rejected; it is retried after the status is written. */
  readonly error?: ApiError;
}

/** Reason of an object whose binding in the first environment is up to date. */
export const deployedReason = 'Deployed';

const commitReasons: Readonly<Record<CommitProgress['state'], string>> = {
  Pending: 'CommitPending',
  Committed: 'WaitingForGitOps',
  Failed: 'CommitFailed',
};

/**
 * Deploys a release to the first environment of its pipeline. The binding there follows every change of what deploys it; other
 * environments are left to promotions.
 *
 * Editing a pipeline moves and removes nothing. A binding in a former first environment stays as it is and becomes a target
 * of promotions. While the first environment is unknown, the existing binding is kept up to date where it is.
 */
export async function deployToFirstEnvironment(
  deployer: Deployer,
  release: ComponentRelease,
  read: Read,
  write: Write,
): Promise<DeployOutcome> {
  const { metadata } = deployer;
  const { type, owner, deploymentTrack } = release;
  const namespace = metadata.namespace ?? '';
  const managed = read
    .byIndex(
      type.bindingKind,
      indexes.controller,
      controllerIndexValue(deployer),
    )
    .filter(
      binding => trackOf(binding) === trackOf({ spec: { deploymentTrack } }),
    );
  const component = findComponent(namespace, owner, read);
  const former = deployer.status?.environment ?? component?.status?.environment;
  const first = component
    ? findFirstEnvironment(namespace, owner, former, read)
    : missingComponent(namespace, owner, read);
  if ('reason' in first) {
    const [existing] = managed;
    const written =
      existing &&
      (await deployBinding(
        deployer,
        release,
        {
          name: existing.metadata.name,
          environment: existing.spec.environment,
        },
        existing,
        read,
        write,
      ));
    return {
      ready: first,
      ...(written instanceof ApiError && { error: written }),
    };
  }
  const environment = first.name;
  const beingDeleted = environmentBeingDeleted(read, namespace, environment);
  if (beingDeleted) {
    return { ready: beingDeleted, environment: first };
  }
  const existing =
    managed.find(binding => binding.spec.environment === environment) ??
    findBinding(read, namespace, owner, environment, deploymentTrack)?.binding;
  const conflict = existing && bindingConflict(existing, type, deployer);
  if (conflict) {
    return notReady('BindingTaken', conflict);
  }
  if (metadata.annotations?.[annotations.bindingManagement] === 'external') {
    return {
      ready: {
        status: 'True',
        reason: 'BindingManagedElsewhere',
        message: `The binding in ${environment} is managed by others, as the annotation ${annotations.bindingManagement} says`,
      },
    };
  }
  const manager = existing && gitOpsManagerOf(existing);
  if (manager && !findCommitTarget(read, namespace, owner.projectName)) {
    return notReady(
      'BindingManagedByGitOps',
      `${existing.kind} "${existing.metadata.name}" is applied by ${manager}, so that it is not changed. Set spec.gitOps of Project "${owner.projectName}" to mode Commit, or the annotation ${annotations.bindingManagement}=external here`,
    );
  }
  const name =
    existing?.metadata.name ??
    freeBindingName(
      {
        namespace,
        component: owner.componentName,
        environment,
        track: deploymentTrack ?? defaultTrack,
        preferredName: metadata.name,
      },
      read,
    );
  const written = await deployBinding(
    deployer,
    release,
    { name, environment },
    existing,
    read,
    write,
  );
  if (written && !(written instanceof ApiError)) {
    return notReady(commitReasons[written.state], written.message);
  }
  const error =
    written ??
    (await releaseFormerBindings(
      type,
      managed.filter(({ spec: { environment: at } }) => at !== environment),
      write,
    ));
  if (error) {
    return { ...notReady('BindingRefused', error.message), error };
  }
  return {
    ready: {
      status: 'True',
      reason: deployedReason,
      message: `Deployed to ${environment} by ${type.bindingKind.kind} "${name}"`,
    },
    environment: first,
  };
}

function notReady(reason: string, message: string): DeployOutcome {
  return { ready: { status: 'False', reason, message } };
}

/** Why a deployer may not use the binding that exists for its component and environment; undefined if it may. */
function bindingConflict(
  binding: Binding,
  type: BindingType,
  deployer: Deployer,
): string | undefined {
  const { component, environment, label } = {
    component: binding.spec.owner.componentName,
    environment: binding.spec.environment,
    label: `${binding.kind} "${binding.metadata.name}"`,
  };
  if (isDeleting(binding)) {
    return `Waits for ${label} to be deleted`;
  }
  const controller = controllerOf(binding);
  if (controller && controller.uid !== deployer.metadata.uid) {
    return `${label}, which deploys component "${component}" to ${environment}, belongs to ${controller.kind} "${controller.name}". Delete one of the two: a component is deployed once in an environment`;
  }
  return binding.kind === type.bindingKind.kind
    ? undefined
    : `${label} deploys component "${component}" to ${environment} as another component type. Delete it, or change the component type back`;
}

/** Returns the progress of a commit, or the error if the API server rejected the binding; undefined if the cluster has it. */
async function deployBinding(
  deployer: Deployer,
  { type, owner, deploymentTrack, content }: ComponentRelease,
  target: { readonly name: string; readonly environment: string },
  existing: Binding | undefined,
  read: Read,
  write: Write,
): Promise<ApiError | CommitProgress | undefined> {
  const { metadata } = deployer;
  const namespace = metadata.namespace ?? '';
  const desired = buildBinding(
    type,
    {
      ...target,
      namespace,
      owner,
      deploymentTrack,
      labels: metadata.labels ?? {},
      ownerReferences: [controllerReference(deployer)],
    },
    content,
    existing,
  );
  return resultOrRejection(async () => {
    await ensureArtifact(
      namespace,
      { owner, deploymentTrack },
      content,
      read,
      write,
    );
    const change = {
      requester: deployer,
      subject: `Deploy ${owner.componentName} to ${target.environment}`,
    };
    return writeBinding(type, existing, desired, change, read, write);
  });
}

/** Removes the owner reference of bindings in environments that are no longer the first, so that promotions may change them. */
async function releaseFormerBindings(
  type: BindingType,
  bindings: readonly Binding[],
  write: Write,
): Promise<ApiError | undefined> {
  for (const binding of bindings) {
    const { ownerReferences = [], ...metadata } = binding.metadata;
    const others = ownerReferences.filter(({ controller }) => !controller);
    const result = await resultOrRejection(() =>
      write.update(type.bindingKind, binding, {
        ...binding,
        metadata: { ...metadata, ownerReferences: others },
      }),
    );
    if (result instanceof ApiError) return result;
  }
  return undefined;
}
