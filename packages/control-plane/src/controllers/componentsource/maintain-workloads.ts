import { ApiError } from '@promenade/kube-client';
import {
  Component,
  Workload,
  defaultTrack,
  openChoreoApiVersion,
  trackOf,
  workloadKind,
} from '@promenade/openchoreo-model';
import { listComponentResources } from '../../core/component-type/list-component-resources';
import { listTrackWorkloads } from '../../core/track/tracks';
import {
  setComponentImage,
  unknownContainerMessage,
} from '../../core/workload/set-component-image';
import { defaultWorkloadName } from '../../core/workload/workload-names';
import {
  isTemporaryError,
  resultOrRejection,
} from '../../runtime/api-conflicts';
import {
  controllerOf,
  controllerReference,
} from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { invalidObjectError } from '../../runtime/validation';
import { NewObject, Write } from '../../runtime/write';
import { componentOwner } from '../../core/component-owner';

type SourceImage = NonNullable<
  NonNullable<Component['spec']['source']>['image']
>;

/** The condition of a component with a source, without times. */
export interface SourceOutcome {
  readonly status: 'True' | 'False';
  readonly reason:
    | 'SourceApplied'
    | 'NotDeployed'
    | 'WorkloadOfAnother'
    | 'WorkloadMalformed'
    | 'WorkloadRejected'
    | 'ContainerUnknown';
  readonly message: string;
}

/**
 * Creates the Workloads that a component deploys from its image, and keeps their image and pull Secret. Only a Workload that the
 * component controls is changed; its other fields belong to people.
 *
 * @returns the first problem, or that the image is applied
 * @throws a conflict or a temporary error of the API server
 */
export async function maintainWorkloads(
  component: Component,
  image: SourceImage,
  read: Read,
  write: Write,
): Promise<SourceOutcome> {
  const names = findWorkloadNames(component, read);
  if (names.length === 0) {
    return failed(
      'NotDeployed',
      'Nothing deploys the image; create a Service, WebApplication or ScheduledTask, and its Workload is created',
    );
  }
  let problem: SourceOutcome | undefined;
  for (const name of names) {
    const failure = await maintainWorkload(component, image, name, read, write);
    problem ??= failure;
  }
  return (
    problem ?? {
      status: 'True',
      reason: 'SourceApplied',
      message: `Workload ${names
        .map(name => `"${name}"`)
        .join(', ')} has the image ${image.ref}`,
    }
  );
}

/** Gives the Workloads of a component without a source to people: they stay as they are, and are no longer maintained. */
export async function releaseWorkloads(
  component: Component,
  read: Read,
  write: Write,
): Promise<void> {
  for (const workload of listMaintained(component, read)) {
    const { ownerReferences, ...metadata } = workload.metadata;
    const others = ownerReferences?.filter(({ controller }) => !controller);
    await write.update(workloadKind, workload, {
      ...workload,
      metadata: {
        ...metadata,
        ...(others?.length && { ownerReferences: others }),
      },
    });
  }
}

/** Finds the Workloads that a component deploys, or may deploy, on its default track. They need not exist. */
function findWorkloadNames(component: Component, read: Read): string[] {
  const { metadata, spec } = component;
  const { namespace = '' } = metadata;
  const owner = componentOwner(component);
  const nameOf = (workload: Workload) => workload.metadata.name;
  const maintained = listMaintained(component, read).map(nameOf);
  if (spec.componentType) {
    if (maintained.length > 0) return maintained;
    const existing = listTrackWorkloads(read, namespace, owner, defaultTrack);
    return existing.length > 0
      ? existing.map(nameOf)
      : [defaultWorkloadName(metadata.name)];
  }
  const deployed = listComponentResources(read, namespace, owner)
    .filter(resource => trackOf(resource) === defaultTrack)
    .map(resource => resource.spec.workloadName);
  return [...new Set([...deployed, ...maintained])].sort();
}

function listMaintained(component: Component, read: Read): Workload[] {
  return listTrackWorkloads(
    read,
    component.metadata.namespace ?? '',
    componentOwner(component),
    defaultTrack,
  ).filter(workload => isMaintained(workload, component));
}

function isMaintained(workload: Workload, { metadata }: Component): boolean {
  const uid = controllerOf(workload)?.uid;
  return uid !== undefined && uid === metadata.uid;
}

async function maintainWorkload(
  component: Component,
  { ref, pullSecretRef }: SourceImage,
  name: string,
  read: Read,
  write: Write,
): Promise<SourceOutcome | undefined> {
  const { namespace } = component.metadata;
  const key = { namespace, name };
  const malformed = invalidObjectError(read, workloadKind, key);
  if (malformed) return failed('WorkloadMalformed', malformed);
  const existing = read.get(workloadKind, key);
  if (existing && !isMaintained(existing, component)) {
    return failed('WorkloadOfAnother', describeOther(existing, component));
  }
  // A Service that names another Workload gets a copy of the one before.
  const template = existing ?? listMaintained(component, read)[0];
  const containers = setComponentImage(template?.spec.containers, ref);
  if (!containers) {
    return failed('ContainerUnknown', unknownContainerMessage(name));
  }
  const { imagePullSecrets: _, ...spec } = template?.spec ?? {};
  const desired: NewObject<Workload> = {
    apiVersion: openChoreoApiVersion,
    kind: 'Workload',
    metadata: existing?.metadata ?? {
      name,
      namespace,
      ownerReferences: [controllerReference(component)],
    },
    spec: {
      ...spec,
      owner: componentOwner(component),
      containers,
      ...(pullSecretRef && { imagePullSecrets: [{ name: pullSecretRef }] }),
    },
  };
  const rejection = await resultOrRejection(() =>
    existing
      ? write.update(workloadKind, existing, desired)
      : write.create(workloadKind, desired),
  );
  if (!(rejection instanceof ApiError)) return undefined;
  if (isTemporaryError(rejection)) throw rejection;
  return failed('WorkloadRejected', rejection.message);
}

/** Why a Workload that exists is not changed. */
function describeOther(
  { metadata, spec }: Workload,
  component: Component,
): string {
  const label = `Workload "${metadata.name}"`;
  const { projectName, componentName } = spec.owner;
  const owner = componentOwner(component);
  if (
    componentName !== owner.componentName ||
    projectName !== owner.projectName
  ) {
    return `${label} belongs to component "${componentName}" of project "${projectName}"; name another in spec.workloadName of the Service`;
  }
  return trackOf({ spec }) === defaultTrack
    ? `${label} was not created from spec.source, so its image stays; delete the Workload, or remove spec.source`
    : `${label} belongs to the track "${trackOf({
        spec,
      })}"; name another in spec.workloadName of the Service`;
}

function failed(
  reason: SourceOutcome['reason'],
  message: string,
): SourceOutcome {
  return { status: 'False', reason, message };
}
