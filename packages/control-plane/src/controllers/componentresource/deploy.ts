import { ApiError } from '@promenade/kube-client';
import {
  annotations,
  apiClassKind,
  componentKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import {
  DeployableContent,
  optionalContent,
} from '../../core/artifact/artifact';
import { ensureArtifact } from '../../core/artifact/ensure-artifact';
import { Binding } from '../../core/binding/binding';
import { buildBinding } from '../../core/binding/build-binding';
import { freeBindingName } from '../../core/binding/free-binding-name';
import { bindingReasons } from '../../core/binding/reasons';
import { findBinding } from '../../core/component-type/bindings';
import { ComponentResource } from '../../core/component-type/component-resource';
import { BindingType } from '../../core/component-type/binding-types';
import { environmentBeingDeleted } from '../../core/lookups/environment-being-deleted';
import { controllerIndexValue, indexes } from '../../core/lookups/indexes';
import { resultOrRejection } from '../../runtime/api-conflicts';
import { isDeleting } from '../../runtime/finalizer';
import {
  controllerOf,
  controllerReference,
} from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { invalidObjectError } from '../../runtime/validation';
import { Write } from '../../runtime/write';
import { copyServiceFields, copyWorkload } from './copy-content';
import { FirstEnvironment, findFirstEnvironment } from './first-environment';

/** The result of a reconcile of a Service, WebApplication or ScheduledTask. */
export interface Outcome {
  readonly ready: {
    readonly status: 'True' | 'False';
    readonly reason: string;
    readonly message: string;
  };
  /** The environment that the workload is deployed to now; undefined keeps the one of the last status. */
  readonly environment?: FirstEnvironment;
  /** A write that the API server rejected; it is retried after the status is written. */
  readonly error?: ApiError;
}

/**
 * Deploys a workload to the first environment of its pipeline. The binding there follows every change of the Workload and of
 * the resource; other environments are left to promotions.
 *
 * Editing a pipeline moves and removes nothing. A binding in a former first environment stays as it is and becomes a target
 * of promotions. While the first environment is unknown, the existing binding is kept up to date where it is.
 */
export async function deployToFirstEnvironment(
  type: BindingType,
  resource: ComponentResource,
  read: Read,
  write: Write,
): Promise<Outcome> {
  const { metadata, spec } = resource;
  const namespace = metadata.namespace ?? '';
  const workloadKey = { namespace, name: spec.workloadName };
  const workload = read.get(workloadKind, workloadKey);
  if (!workload) {
    const error = invalidObjectError(read, workloadKind, workloadKey);
    return notReady(
      'WorkloadNotFound',
      `spec.workloadName: ${
        error ??
        `Workload "${spec.workloadName}" not found; create it or name another`
      }`,
    );
  }
  const managed = read.byIndex(
    type.bindingKind,
    indexes.controller,
    controllerIndexValue(resource),
  );
  const content: DeployableContent = {
    kindOfBinding: type.kindOfBinding,
    className: spec.className,
    workload: copyWorkload(workload.spec),
    ...optionalContent({ ...spec, ...copyServiceFields(spec) }),
  };
  const first =
    missingComponent(resource, read) ?? findFirstEnvironment(resource, read);
  if ('reason' in first) {
    const [existing] = managed;
    const error =
      existing &&
      (await writeBinding(
        type,
        resource,
        content,
        {
          name: existing.metadata.name,
          environment: existing.spec.environment,
        },
        existing,
        read,
        write,
      ));
    return { ready: first, error };
  }
  const environment = first.name;
  const beingDeleted = environmentBeingDeleted(read, namespace, environment);
  if (beingDeleted) {
    return { ready: beingDeleted };
  }
  const existing =
    managed.find(binding => binding.spec.environment === environment) ??
    findBinding(read, namespace, spec.owner, environment)?.binding;
  const conflict = existing && bindingConflict(existing, type, resource);
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
  const name =
    existing?.metadata.name ??
    freeBindingName(
      {
        namespace,
        component: spec.owner.componentName,
        environment,
        preferredName: metadata.name,
      },
      read,
    );
  const error =
    (await writeBinding(
      type,
      resource,
      content,
      { name, environment },
      existing,
      read,
      write,
    )) ??
    (await releaseFormerBindings(
      type,
      managed.filter(({ spec: { environment: at } }) => at !== environment),
      write,
    ));
  if (error) {
    return { ...notReady('BindingRefused', error.message), error };
  }
  return {
    ready: missingClass(type, resource, read) ?? {
      status: 'True',
      reason: 'Deployed',
      message: `Deployed to ${environment} by ${type.bindingKind.kind} "${name}"`,
    },
    environment: first,
  };
}

function notReady(reason: string, message: string): Outcome {
  return { ready: { status: 'False', reason, message } };
}

function missingComponent(
  { metadata: { namespace }, spec: { owner } }: ComponentResource,
  read: Read,
): Outcome['ready'] | undefined {
  const key = { namespace, name: owner.componentName };
  const component = read.get(componentKind, key);
  if (component?.spec.owner.projectName === owner.projectName) {
    return undefined;
  }
  const error = invalidObjectError(read, componentKind, key);
  return {
    status: 'False',
    reason: 'ComponentNotFound',
    message: `spec.owner.componentName: ${
      error ??
      `Component "${owner.componentName}" not found in project "${owner.projectName}"; create it`
    }`,
  };
}

/** Why a resource may not use the binding that exists for its component and environment; undefined if it may. */
function bindingConflict(
  binding: Binding,
  type: BindingType,
  resource: ComponentResource,
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
  if (controller && controller.uid !== resource.metadata.uid) {
    return `${label}, which deploys component "${component}" to ${environment}, belongs to ${controller.kind} "${controller.name}". Delete one of the two: a component is deployed once in an environment`;
  }
  return binding.kind === type.bindingKind.kind
    ? undefined
    : `${label} deploys component "${component}" to ${environment} as another component type. Delete it, or change the component type back`;
}

async function writeBinding(
  type: BindingType,
  resource: ComponentResource,
  content: DeployableContent,
  target: { readonly name: string; readonly environment: string },
  existing: Binding | undefined,
  read: Read,
  write: Write,
): Promise<ApiError | undefined> {
  const { metadata, spec } = resource;
  const namespace = metadata.namespace ?? '';
  const desired = buildBinding(
    type,
    {
      ...target,
      namespace,
      owner: spec.owner,
      labels: metadata.labels ?? {},
      ownerReferences: [controllerReference(resource)],
    },
    content,
    existing,
  );
  const result = await resultOrRejection(async () => {
    await ensureArtifact(namespace, spec.owner, content, read, write);
    return existing
      ? write.update(type.bindingKind, existing, desired)
      : write.create(type.bindingKind, desired);
  });
  return result instanceof ApiError ? result : undefined;
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

/** The class or APIClass that does not exist. The condition of the binding says it too; this one names the field to change. */
function missingClass(
  type: BindingType,
  { metadata: { namespace }, spec }: ComponentResource,
  read: Read,
): Outcome['ready'] | undefined {
  const notFound = (reason: string, field: string, text: string) => ({
    status: 'False' as const,
    reason,
    message: `${field}: ${text}`,
  });
  const { className, apis = {} } = spec;
  const classKey = { namespace, name: className };
  if (!read.get(type.classKind, classKey)) {
    return notFound(
      type.classNotFound,
      'spec.className',
      invalidObjectError(read, type.classKind, classKey) ??
        `${type.classKind.kind} "${className}" not found; create it or name another`,
    );
  }
  for (const api of Object.keys(apis).sort()) {
    const { className: name } = apis[api];
    if (name && !read.get(apiClassKind, { namespace, name })) {
      return notFound(
        bindingReasons.apiClassNotFound,
        `spec.apis.${api}.className`,
        invalidObjectError(read, apiClassKind, { namespace, name }) ??
          `APIClass "${name}" not found; create it or name another`,
      );
    }
  }
  return undefined;
}
