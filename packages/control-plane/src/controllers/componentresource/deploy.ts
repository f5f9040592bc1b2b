import {
  DeploymentTrack,
  Workload,
  apiClassKind,
  defaultTrack,
  trackOf,
  workloadKind,
} from '@promenade/openchoreo-model';
import {
  DeployableContent,
  optionalContent,
} from '../../core/artifact/artifact';
import {
  copyServiceFields,
  copyWorkload,
} from '../../core/artifact/copy-content';
import { bindingReasons } from '../../core/binding/reasons';
import { ClassType } from '../../core/component-type/binding-types';
import { ComponentResource } from '../../core/component-type/component-resource';
import {
  DeployOutcome,
  deployToFirstEnvironment,
} from '../../core/first-environment/deploy-to-first-environment';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import { deployTracks } from '../../core/track/deploy-tracks';
import { Read } from '../../runtime/read';
import { invalidObjectError } from '../../runtime/validation';
import { Write } from '../../runtime/write';

/** Deploys the workload of a Service, WebApplication or ScheduledTask to the first environment of its pipeline. */
export async function deployComponentResource(
  type: ClassType,
  resource: ComponentResource,
  read: Read,
  write: Write,
): Promise<DeployOutcome> {
  const { metadata, spec } = resource;
  const namespace = metadata.namespace ?? '';
  const workloadKey = { namespace, name: spec.workloadName };
  const workload = read.get(workloadKind, workloadKey);
  if (!workload) {
    const error = invalidObjectError(read, workloadKind, workloadKey);
    return {
      ready: {
        status: 'False',
        reason: 'WorkloadNotFound',
        message: `spec.workloadName: ${
          error ??
          `Workload "${spec.workloadName}" not found; create it or name another`
        }`,
      },
    };
  }
  const outcome = await deployToFirstEnvironment(
    resource,
    {
      type,
      owner: spec.owner,
      deploymentTrack: spec.deploymentTrack,
      content: contentOf(type, resource, workload),
    },
    read,
    write,
  );
  const missing = outcome.environment && missingClass(type, resource, read);
  return missing ? { ...outcome, ready: missing } : outcome;
}

/** The content of the release of a workload. */
function contentOf(
  { kindOfBinding }: ClassType,
  { spec }: ComponentResource,
  workload: Workload,
): DeployableContent {
  return {
    kindOfBinding,
    className: spec.className,
    workload: copyWorkload(workload.spec),
    ...optionalContent({ ...spec, ...copyServiceFields(spec) }),
  };
}

/**
 * Deploys the tracks of the component that have no Service, WebApplication or ScheduledTask of their own: with the class, the APIs
 * and the parameters of that of the default track.
 *
 * @returns the first write that the API server rejected
 */
export async function deployComponentTracks(
  type: ClassType,
  resource: ComponentResource,
  now: number,
  read: Read,
  write: Write,
): Promise<Error | undefined> {
  const { metadata, spec } = resource;
  const { owner } = spec;
  if (trackOf(resource) !== defaultTrack) return undefined;
  const others = read.byIndex(
    type.resourceKind,
    indexes.component,
    componentIndexValue(metadata.namespace ?? '', owner),
  );
  return deployTracks(
    {
      deployer: resource,
      owner,
      now,
      isDeployedElsewhere: track =>
        others.some(other => trackOf(other) === track),
      releaseOf: (track, workload) => ({
        type,
        owner,
        content: contentOf(type, withApiVersion(resource, track), workload),
      }),
    },
    read,
    write,
  );
}

/** Sets the version of the APIs of a track, where they have none. */
function withApiVersion(
  resource: ComponentResource,
  { spec: { apiVersion: version } }: DeploymentTrack,
): ComponentResource {
  const { apis } = resource.spec;
  if (!version || !apis) return resource;
  return {
    ...resource,
    spec: {
      ...resource.spec,
      apis: Object.fromEntries(
        Object.entries(apis).map(([name, api]) => [name, { version, ...api }]),
      ),
    },
  };
}

/** The class or APIClass that does not exist. The condition of the binding says it too; this one names the field to change. */
function missingClass(
  type: ClassType,
  { metadata: { namespace }, spec }: ComponentResource,
  read: Read,
): DeployOutcome['ready'] | undefined {
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
