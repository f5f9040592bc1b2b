import { ApiError } from '@promenade/kube-client';
import {
  openChoreoApiVersion,
  workloadKind,
  type Build,
  type Component,
  type ProjectComponentOwner,
  type Workload,
} from '@promenade/openchoreo-model';
import { parse } from 'yaml';
import type { ComponentResource } from '../../core/component-type/component-resource';
import { classTypes } from '../../core/component-type/binding-types';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import { resultOrRejection } from '../../runtime/api-conflicts';
import { isJsonObject, jsonAt } from '../../runtime/json';
import { controllerOf } from '../../runtime/owner-reference';
import type { Read } from '../../runtime/read';
import { compareText } from '../../runtime/sort';
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
  const value = componentIndexValue(namespace, owner);
  const [deploying] = classTypes.flatMap(({ resourceKind }) =>
    read.byIndex(resourceKind, indexes.component, value),
  );
  const [first] = read
    .byIndex(workloadKind, indexes.component, value)
    .map(({ metadata }) => metadata.name)
    .sort(compareText);
  const name =
    deploying?.spec.workloadName ??
    first ??
    described?.metadata.name ??
    defaultName(owner);
  const existing = read.get(workloadKind, { namespace, name });
  const problem = existing && obstacle(existing, build);
  if (problem) return { problem };
  const desired = described ?? withImage(build, result.image, name, existing);
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
    if (!deploying) await createDeploying(component, name, write);
  });
  return rejection instanceof ApiError ? { problem: rejection.message } : name;
}

function defaultName({ componentName }: ProjectComponentOwner): string {
  return `${componentName}-workload`;
}

/** Parses the Workload of a descriptor. The owner is that of the build, whatever the repository says. */
function parseWorkload(
  text: string,
  { metadata: { namespace }, spec: { owner } }: Build,
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
      name: typeof name === 'string' ? name : defaultName(owner),
      namespace,
    },
    spec: { ...(isJsonObject(spec) ? spec : {}), owner },
  };
  const issues = validationError(workloadKind, object);
  return issues
    ? { problem: `The Workload of the build is invalid: ${issues}` }
    : workloadKind.schema.parse(object);
}

/** Why a build must not change a Workload; undefined if it may. */
function obstacle(
  { metadata, spec, ...workload }: Workload,
  { spec: { owner } }: Build,
): string | undefined {
  const label = `Workload "${metadata.name}"`;
  if (
    spec.owner.componentName !== owner.componentName ||
    spec.owner.projectName !== owner.projectName
  ) {
    return `${label} belongs to component "${spec.owner.componentName}" of project "${spec.owner.projectName}"; name another in the descriptor`;
  }
  const controller = controllerOf({ ...workload, metadata });
  return controller
    ? `${label} is written by ${controller.kind} "${controller.name}"`
    : undefined;
}

/** Returns the container that runs the image of the component: `main`, or the only one. */
function containerName(containers: object): string | undefined {
  const names = Object.keys(containers);
  if (names.length === 0 || names.includes('main')) return 'main';
  return names.length === 1 ? names[0] : undefined;
}

/** Returns a Workload, or a new one, with another image. */
function withImage(
  { metadata: { namespace }, spec: { owner } }: Build,
  image: string,
  name: string,
  existing: Workload | undefined,
): NewObject<Workload> | WorkloadProblem {
  const containers = existing?.spec.containers ?? {};
  const container = containerName(containers);
  return container
    ? {
        apiVersion: openChoreoApiVersion,
        kind: 'Workload',
        metadata: existing?.metadata ?? { name, namespace },
        spec: {
          ...existing?.spec,
          owner,
          containers: {
            ...containers,
            [container]: { ...containers[container], image },
          },
        },
      }
    : {
        problem: `Workload "${name}" has several containers and none is "main", so it is unknown which runs the image; name it main`,
      };
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
