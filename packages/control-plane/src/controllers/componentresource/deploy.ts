import { apiClassKind, workloadKind } from '@promenade/openchoreo-model';
import { optionalContent } from '../../core/artifact/artifact';
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
      content: {
        kindOfBinding: type.kindOfBinding,
        className: spec.className,
        workload: copyWorkload(workload.spec),
        ...optionalContent({ ...spec, ...copyServiceFields(spec) }),
      },
    },
    read,
    write,
  );
  const missing = outcome.environment && missingClass(type, resource, read);
  return missing ? { ...outcome, ready: missing } : outcome;
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
