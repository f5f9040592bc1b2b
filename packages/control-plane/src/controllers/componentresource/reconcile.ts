import { ApiError, Clock } from '@promenade/kube-client';
import {
  annotations,
  apiClassKind,
  projectKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import {
  DeployableContent,
  optionalContent,
} from '../../core/artifact/artifact';
import { ensureArtifact } from '../../core/artifact/ensure-artifact';
import { Binding } from '../../core/binding/binding';
import { buildBinding } from '../../core/binding/build-binding';
import { bindingReasons } from '../../core/binding/reasons';
import { ComponentType } from '../../core/component-type/component-types';
import { firstEnvironment } from '../../core/pipeline/pipeline-graph';
import { findPipeline } from '../../core/pipeline/find-pipeline';
import { environmentBeingDeleted } from '../../core/lookups/environment-being-deleted';
import { isDeleting } from '../../runtime/finalizer';
import { invalidObjectError } from '../../runtime/validation';
import { resultOrRejection } from '../../runtime/api-conflicts';
import {
  controllerReference,
  controllerOf,
} from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { withConditions } from '../../runtime/conditions';
import { Write } from '../../runtime/write';
import { ComponentResource } from '../../core/component-type/component-resource';
import { wishesHandedOn, workloadHandedOn } from './handed-on';

/** What the Ready condition of a Service and its like says. */
interface Outcome {
  status: 'True' | 'False';
  reason: string;
  message: string;
  /** A refusal by the API server, to be tried again after it was written down. */
  error?: ApiError;
}

/**
 * Deploys a workload to the first environment: keeps the binding there equal to what Service (WebApplication, ScheduledTask)
 * and Workload declare, so that every change of them is rolled out to it at once. All further environments are promotion's.
 */
export function deployableReconciler(
  type: ComponentType,
  { clock }: { clock: Clock },
): Reconcile {
  return async (key, read, write) => {
    const deployable = read.get(type.resourceKind, key);
    if (!deployable || isDeleting(deployable)) {
      return;
    }
    const { error, ...outcome } = await deployFirst(
      type,
      deployable,
      read,
      write,
    );
    await write.updateStatus(
      type.resourceKind,
      deployable,
      withConditions(
        deployable,
        [{ type: 'Ready', ...outcome }],
        new Date(clock.now()),
      ),
    );
    if (error) {
      throw error;
    }
  };
}

async function deployFirst(
  type: ComponentType,
  deployable: ComponentResource,
  read: Read,
  write: Write,
): Promise<Outcome> {
  const { metadata, spec } = deployable;
  const namespace = metadata.namespace ?? '';
  const workloadKey = { namespace, name: spec.workloadName };
  const workload = read.get(workloadKind, workloadKey);
  if (!workload) {
    return {
      status: 'False',
      reason: 'WorkloadNotFound',
      message: `spec.workloadName: ${
        invalidObjectError(read, workloadKind, workloadKey) ??
        `Workload "${spec.workloadName}" not found; create it or name another`
      }`,
    };
  }
  const existing = read.get(type.bindingKind, metadata);
  const controller = existing && controllerOf(existing);
  if (controller && controller.uid !== metadata.uid) {
    return {
      status: 'False',
      reason: 'BindingTaken',
      message: `${type.bindingKind.kind} "${metadata.name}" belongs to ${controller.kind} "${controller.name}". Give this ${deployable.kind} another name`,
    };
  }
  const environment = environmentFor(deployable, existing, read);
  if (metadata.annotations?.[annotations.bindingManagement] === 'external') {
    return {
      status: 'True',
      reason: 'BindingManagedElsewhere',
      message: `The binding in ${environment} is left to others, as the annotation ${annotations.bindingManagement} says`,
    };
  }
  const going = environmentBeingDeleted(read, namespace, environment);
  if (going) {
    return going;
  }
  const content: DeployableContent = {
    kindOfBinding: type.kindOfBinding,
    className: spec.className,
    workload: workloadHandedOn(workload.spec),
    ...optionalContent({ ...spec, ...wishesHandedOn(spec) }),
  };
  const desired = buildBinding(
    type,
    {
      namespace,
      name: metadata.name,
      owner: spec.owner,
      environment,
      labels: metadata.labels ?? {},
      ownerReferences: [controllerReference(deployable)],
    },
    content,
    existing,
  );
  const refusal = await resultOrRejection(async () => {
    await ensureArtifact(namespace, spec.owner, content, read, write);
    if (existing) {
      await write.update(type.bindingKind, existing, desired);
    } else {
      await write.create(type.bindingKind, desired);
    }
  });
  if (refusal) {
    return {
      status: 'False',
      reason: 'BindingRefused',
      message: refusal.message,
      error: refusal,
    };
  }
  return (
    missingClass(type, deployable, read) ?? {
      status: 'True',
      reason: 'Deployed',
      message: `Deployed to ${environment} by ${type.bindingKind.kind} "${metadata.name}"`,
    }
  );
}

/** The binding says of a missing class what OpenChoreo v0.3.2 says. Here is the field that names it, and so the way out. */
function missingClass(
  type: ComponentType,
  { metadata: { namespace }, spec }: ComponentResource,
  read: Read,
): Outcome | undefined {
  const notFound = (
    reason: string,
    field: string,
    what: string,
    trouble?: string,
  ): Outcome => ({
    status: 'False',
    reason,
    message: `${field}: ${
      trouble ?? `${what} not found; create it or name another`
    }`,
  });
  const { className, apis = {} } = spec;
  if (!read.get(type.classKind, { namespace, name: className })) {
    return notFound(
      type.classNotFound,
      'spec.className',
      `${type.classKind.kind} "${className}"`,
      invalidObjectError(read, type.classKind, { namespace, name: className }),
    );
  }
  const [api] = Object.keys(apis)
    .sort()
    .filter(key => {
      const { className: name } = apis[key];
      return name && !read.get(apiClassKind, { namespace, name });
    });
  return api === undefined
    ? undefined
    : notFound(
        bindingReasons.apiClassNotFound,
        `spec.apis.${api}.className`,
        `APIClass "${apis[api].className}"`,
        invalidObjectError(read, apiClassKind, {
          namespace,
          name: apis[api].className,
        }),
      );
}

/** While the project or its pipeline cannot be found, what is deployed stays where it is. */
function environmentFor(
  { metadata, spec }: ComponentResource,
  existing: Binding | undefined,
  read: Read,
): string {
  const project = read.get(projectKind, {
    namespace: metadata.namespace,
    name: spec.owner.projectName,
  });
  const pipeline = project && findPipeline(project, read);
  return !pipeline && existing
    ? existing.spec.environment
    : firstEnvironment(pipeline);
}
