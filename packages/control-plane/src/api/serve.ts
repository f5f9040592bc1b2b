import {
  API,
  APIBinding,
  Release,
  apiBindingKind,
  apiClassKind,
  apiKind,
  environmentKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Outcome, attempt, obstacleAmong } from '../binding/deploy';
import { Readiness, notReady, readinessOf } from '../binding/readiness';
import { bindingReasons as reasons } from '../binding/reasons';
import { releaseOf } from '../binding/release-of';
import { takenPlaces } from '../binding/taken-places';
import { apiInItsCell } from '../cells/api-in-its-cell';
import { bindingIn } from '../component-type/bindings';
import { dataPlaneOf } from '../data-plane-access';
import {
  Exposure,
  apiExposures,
  apisOf,
  describeProblem,
  exposuresOf,
  hostsOf,
  renderApi,
  renderTarget,
} from '../rendering';
import { controllerOf } from '../runtime/owner-reference';
import { Read } from '../runtime/read';
import { findShared } from '../runtime/shared-resource';
import { Write } from '../runtime/write';

/** Name of the Release of an APIBinding. A component of the same name has a Release of its own. */
export function apiReleaseName({ metadata }: APIBinding): string {
  return `${metadata.name}-api`;
}

/** The Release of an APIBinding, whoever controls it. */
export function apiRelease(
  binding: APIBinding,
  read: Read,
): Release | undefined {
  return read.get(releaseKind, {
    namespace: binding.metadata.namespace,
    name: apiReleaseName(binding),
  });
}

/**
 * Renders an API into the Release of its binding. As with components, a Release
 * that exists stays as it is while there is an error in what it is made from.
 */
export async function serve(
  binding: APIBinding,
  read: Read,
  write: Write,
): Promise<Outcome> {
  const { metadata, spec } = binding;
  const { namespace = '' } = metadata;
  const api = read.get(apiKind, { namespace, name: spec.apiName });
  if (!api) {
    return missing('APINotFound', `API "${spec.apiName}" not found`);
  }
  const apiClass = read.get(apiClassKind, {
    namespace,
    name: spec.apiClassName,
  });
  if (!apiClass) {
    return missing(
      reasons.apiClassNotFound,
      `APIClass "${spec.apiClassName}" not found; create it or name another`,
    );
  }
  if (!findShared(read, environmentKind, namespace, spec.environmentName)) {
    return missing(
      reasons.environmentNotFound,
      `Environment "${spec.environmentName}" not found`,
    );
  }
  const existing = apiRelease(binding, read);
  const controller = existing && controllerOf(existing);
  if (controller && controller.uid !== metadata.uid) {
    return missing(
      'ReleaseTaken',
      `Release "${apiReleaseName(binding)}" belongs to ${controller.kind} "${
        controller.name
      }". Give this APIBinding another name`,
    );
  }
  const hosts = hostsFor(namespace, spec.environmentName, read);
  const rendered = renderApi({
    binding,
    api,
    apiClass,
    hosts,
    service: serviceOf(api, binding, read),
    others: othersOf(api, binding, read),
    takenBy: takenPlaces(
      read,
      { namespace, name: apiReleaseName(binding) },
      spec.environmentName,
    ),
  });
  const { resources, endpoints, problems } = apiInItsCell(
    rendered,
    binding,
    api,
    hosts,
    read,
  );
  const obstacle = obstacleAmong(problems);
  const waits = problems.some(
    ({ reason }) => reason === reasons.connectionsPending,
  );
  if (obstacle && (existing || waits)) {
    return { readiness: obstacle, endpoints };
  }
  const { owner } = api.spec;
  const desired = releaseOf(
    { ...binding, spec: { owner, environment: spec.environmentName } },
    resources,
    existing,
    apiReleaseName(binding),
  );
  const outcome = (release: Release): Outcome => ({
    readiness: obstacle ?? readinessOf(release, spec.releaseState),
    endpoints,
    warnings: problems.map(describeProblem),
  });
  return existing
    ? attempt(reasons.releaseUpdateFailed, async () =>
        outcome(await write.update(releaseKind, existing, desired)),
      )
    : attempt(reasons.releaseCreationFailed, async () =>
        outcome(await write.create(releaseKind, desired)),
      );
}

function missing(reason: string, message: string): { readiness: Readiness } {
  return { readiness: notReady(reason, message) };
}

function hostsFor(namespace: string, environment: string, read: Read) {
  const found = dataPlaneOf(read, namespace, environment);
  return 'reason' in found
    ? hostsOf(environment)
    : hostsOf(environment, found.environment, found.dataPlane);
}

/** Name of the Service in front of the component that serves an API. */
function serviceOf(
  { metadata: { namespace = '' }, spec: { owner } }: API,
  { spec: { environmentName } }: APIBinding,
  read: Read,
): string | undefined {
  const found = bindingIn(read, namespace, owner, environmentName);
  return found && found.binding.spec.releaseState !== 'Undeploy'
    ? renderTarget(found.binding).name
    : undefined;
}

/** What is offered at the gateways under the same component: its own APIs, and those that were there before this one. */
function othersOf(
  api: API,
  binding: APIBinding,
  read: Read,
): readonly Exposure[] {
  const { namespace = '' } = api.metadata;
  const { environmentName } = binding.spec;
  const { owner } = api.spec;
  const component = bindingIn(read, namespace, owner, environmentName);
  const declared = component
    ? exposuresOf(
        renderTarget(component.binding),
        apisOf(
          component.binding.spec.workloadSpec,
          component.binding.spec.apis,
        ),
      ).exposures
    : [];
  const earlier = read
    .byIndex(apiBindingKind, 'namespace', namespace)
    .filter(
      other =>
        other.spec.environmentName === environmentName &&
        ageOf(other) < ageOf(binding),
    )
    .flatMap(other => {
      const { apiName: name } = other.spec;
      const found = read.get(apiKind, { namespace, name });
      return found?.spec.owner.projectName === owner.projectName &&
        found.spec.owner.componentName === owner.componentName
        ? apiExposures(other, found)
        : [];
    });
  return [...declared, ...earlier];
}

/** Sorts by age; of two that were made in one second, by name. */
function ageOf({ metadata }: APIBinding): string {
  return `${metadata.creationTimestamp ?? ''} ${metadata.name}`;
}
