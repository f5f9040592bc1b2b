import { ApiError } from '@promenade/kube-client';
import {
  defaultTrack,
  openChoreoApiVersion,
  trackOf,
  workloadKind,
  type Build,
  type Component,
  type ProjectComponentOwner,
  type Workload,
} from '@promenade/openchoreo-model';
import { parse } from 'yaml';
import type { ComponentResource } from '../../core/component-type/component-resource';
import { classTypes } from '../../core/component-type/binding-types';
import { listComponentResources } from '../../core/component-type/list-component-resources';
import {
  setComponentImage,
  unknownContainerMessage,
} from '../../core/workload/set-component-image';
import {
  defaultWorkloadName,
  limitWorkloadName,
} from '../../core/workload/workload-names';
import { findTrack, listTrackWorkloads } from '../../core/track/tracks';
import { resultOrRejection } from '../../runtime/api-conflicts';
import { isJsonObject, jsonAt } from '../../runtime/json';
import { controllerOf } from '../../runtime/owner-reference';
import type { Read } from '../../runtime/read';
import { validationError } from '../../runtime/validation';
import type { NewObject, Write } from '../../runtime/write';
import { findComponent } from './find-component';

/** Field manager of the fields that come from a repository, as in OpenChoreo v0.3.2. */
const fieldManager = 'build-controller';

/** End of the names of the objects that deploy a component, as in OpenChoreo v0.3.2. */
const deployingSuffixes: Readonly<Record<string, string>> = {
  Service: 'service',
  WebApplication: 'webapp',
  ScheduledTask: 'task',
};

/** What a build has produced. */
export interface BuildResult {
  readonly image: string;
  /** Workload in YAML, from the descriptor in the repository. */
  readonly workload?: string;
}

/** The Workload of a build result could not be written. */
export interface WorkloadProblem {
  readonly problem: string;
}

/**
 * Sets the image of a build in the Workload of its component, with the other fields of the descriptor in the repository if there is
 * one. Creates the object that deploys the Workload if the component has none.
 *
 * The Workload is the one that is deployed, whatever name the descriptor has.
 *
 * @returns the name of the Workload
 */
export async function updateWorkload(
  build: Build,
  result: BuildResult,
  read: Read,
  write: Write,
): Promise<string | WorkloadProblem> {
  const { namespace = '' } = build.metadata;
  const { owner } = build.spec;
  const component = findComponent(build, read);
  if (!component) {
    return {
      problem: `Component "${owner.componentName}" not found in project "${owner.projectName}"`,
    };
  }
  const described = result.workload
    ? parseWorkload(result.workload, build)
    : undefined;
  if (described && 'problem' in described) return described;
  const track = trackOf(build);
  if (track !== defaultTrack && !findTrack(read, namespace, owner, track)) {
    return {
      problem: `spec.deploymentTrack: Component "${owner.componentName}" has no DeploymentTrack "${track}"; create it`,
    };
  }
  const deploying = findDeploying(namespace, owner, track, read);
  const [first] = listTrackWorkloads(read, namespace, owner, track);
  const name =
    deploying?.spec.workloadName ??
    first?.metadata.name ??
    newName(build, described, read);
  const existing = read.get(workloadKind, { namespace, name });
  const problem = existing && obstacle(existing, build);
  if (problem) return { problem };
  const desired =
    described ??
    withImage(
      build,
      result.image,
      name,
      existing,
      existing ?? findTemplate(namespace, owner, read),
    );
  if ('problem' in desired) return desired;
  const rejection = await resultOrRejection(async () => {
    if (described) {
      const metadata = { name, namespace };
      const object = { ...described, metadata };
      await write.applyFields(workloadKind, object, fieldManager);
    } else if (existing) {
      await write.update(workloadKind, existing, desired);
    } else {
      await write.create(workloadKind, desired);
    }
    // The Service of the component deploys its other tracks, too.
    if (!deploying && track === defaultTrack) {
      await createDeploying(component, name, write);
    }
  });
  return rejection instanceof ApiError ? { problem: rejection.message } : name;
}

/** The Service, WebApplication or ScheduledTask of a track of a component. */
function findDeploying(
  namespace: string,
  owner: ProjectComponentOwner,
  track: string,
  read: Read,
): ComponentResource | undefined {
  return listComponentResources(read, namespace, owner).find(
    resource => trackOf(resource) === track,
  );
}

/** The Workload of the default track, which the first Workload of another track is a copy of. */
function findTemplate(
  namespace: string,
  owner: ProjectComponentOwner,
  read: Read,
): Workload | undefined {
  const name = findDeploying(namespace, owner, defaultTrack, read)?.spec
    .workloadName;
  return name === undefined
    ? listTrackWorkloads(read, namespace, owner, defaultTrack)[0]
    : read.get(workloadKind, { namespace, name });
}

/** The name of a Workload that does not exist: with the track, unless that is the default. */
function newName(
  build: Build,
  described: NewObject<Workload> | undefined,
  read: Read,
): string {
  const { owner } = build.spec;
  const track = trackOf(build);
  const name =
    described?.metadata.name ?? defaultWorkloadName(owner.componentName);
  if (track === defaultTrack) return name;
  const template = findTemplate(build.metadata.namespace ?? '', owner, read);
  return limitWorkloadName(`${template?.metadata.name ?? name}-${track}`);
}

/** Parses the Workload of a descriptor. The owner and the track are those of the build, whatever the repository says. */
function parseWorkload(
  text: string,
  { metadata: { namespace }, spec: { owner, deploymentTrack } }: Build,
): NewObject<Workload> | WorkloadProblem {
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    return { problem: `The Workload of the build is no YAML: ${error}` };
  }
  const name = jsonAt(content, 'metadata', 'name');
  const spec = jsonAt(content, 'spec');
  const object = {
    apiVersion: openChoreoApiVersion,
    kind: workloadKind.kind,
    metadata: {
      name:
        typeof name === 'string'
          ? name
          : defaultWorkloadName(owner.componentName),
      namespace,
    },
    spec: {
      ...(isJsonObject(spec) ? spec : {}),
      owner,
      deploymentTrack,
    },
  };
  const issues = validationError(workloadKind, object);
  return issues
    ? { problem: `The Workload of the build is invalid: ${issues}` }
    : workloadKind.schema.parse(object);
}

/** Why a build must not change a Workload; undefined if it may. */
function obstacle(
  { metadata, spec, ...workload }: Workload,
  build: Build,
): string | undefined {
  const { owner } = build.spec;
  const label = `Workload "${metadata.name}"`;
  if (
    spec.owner.componentName !== owner.componentName ||
    spec.owner.projectName !== owner.projectName
  ) {
    return `${label} belongs to component "${spec.owner.componentName}" of project "${spec.owner.projectName}"; name another in the descriptor`;
  }
  if (trackOf({ spec }) !== trackOf(build)) {
    return `${label} belongs to the track "${trackOf({
      spec,
    })}"; name another in the Service of the track "${trackOf(build)}"`;
  }
  const controller = controllerOf({ ...workload, metadata });
  return controller
    ? `${label} is written by ${controller.kind} "${controller.name}"`
    : undefined;
}

/**
 * Returns a Workload, or a new one, with another image.
 *
 * @param template - the Workload that it gets everything else from
 */
function withImage(
  { metadata: { namespace }, spec: { owner, deploymentTrack } }: Build,
  image: string,
  name: string,
  existing: Workload | undefined,
  template: Workload | undefined,
): NewObject<Workload> | WorkloadProblem {
  const containers = setComponentImage(template?.spec.containers, image);
  return containers
    ? {
        apiVersion: openChoreoApiVersion,
        kind: 'Workload',
        metadata: existing?.metadata ?? { name, namespace },
        spec: {
          ...template?.spec,
          owner,
          ...(deploymentTrack && { deploymentTrack }),
          containers,
        },
      }
    : { problem: unknownContainerMessage(name) };
}

/** Creates the Service, WebApplication or ScheduledTask of a component. Other types have none. */
async function createDeploying(
  { metadata: { namespace, name }, spec }: Component,
  workloadName: string,
  write: Write,
): Promise<void> {
  const type = classTypes.find(each => each.name === spec.type);
  if (!type || spec.componentType) return;
  const resource: NewObject<ComponentResource> = {
    apiVersion: openChoreoApiVersion,
    kind: type.resourceKind.kind,
    metadata: { name: `${name}-${deployingSuffixes[type.name]}`, namespace },
    spec: {
      owner: {
        projectName: spec.owner.projectName,
        componentName: name,
      },
      workloadName,
      className: 'default',
    },
  };
  await write.create(type.resourceKind, resource);
}
