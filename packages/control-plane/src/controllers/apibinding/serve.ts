import {
  API,
  APIBinding,
  APIClass,
  Release,
  apiBindingKind,
  apiClassKind,
  apiKind,
  environmentKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Outcome, obstacleAmong } from '../../core/binding/outcome';
import { updateNetworkPolicy } from '../../core/binding/update-network-policy';
import { Readiness, notReady, readinessOf } from '../../core/binding/readiness';
import { bindingReasons as reasons } from '../../core/binding/reasons';
import { buildRelease } from '../../core/binding/build-release';
import { takenPlaces } from '../../core/binding/taken-places';
import { writeRelease } from '../../core/binding/write-release';
import { addApiNetworkPolicy } from '../../render/networkpolicy/add-api-network-policy';
import { findBinding } from '../../core/component-type/bindings';
import { findDataPlane } from '../../core/lookups/find-data-plane';
import {
  Exposure,
  resolveExposures,
} from '../../core/effective-binding/apis/exposure';
import { apiExposures, renderApi } from '../../render/apis/render-api';
import { resolveApis } from '../../core/effective-binding/apis/resolve-apis';
import { describeProblem } from '../../core/problem';
import { hostsOf } from '../../core/effective-binding/hosts';
import { renderTarget } from '../../core/effective-binding/target';
import { ageOf } from '../../runtime/age';
import { controllerOf } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { findShared } from '../../core/lookups/shared-resource';
import { Write } from '../../runtime/write';
import { apiReleaseName } from './api-release';
import { indexes } from '../../core/lookups/indexes';

/**
 * Renders an API into the Release of its binding. As with components, what is
 * offered stays as it is while there is an error in what it is made from. There
 * is a Release even while there is nothing to offer, as in OpenChoreo v0.3.2.
 */
export async function serve(
  binding: APIBinding,
  read: Read,
  write: Write,
): Promise<Outcome> {
  const { metadata, spec } = binding;
  const { namespace = '' } = metadata;
  const declared = declaredFor(binding, read);
  if ('readiness' in declared) {
    return declared;
  }
  const { api, apiClass } = declared;
  const name = apiReleaseName(binding, api, read);
  const existing = read.get(releaseKind, { namespace, name });
  const controller = existing && controllerOf(existing);
  if (controller && controller.uid !== metadata.uid) {
    return missing(
      'ReleaseTaken',
      `Release "${name}" belongs to ${controller.kind} "${controller.name}". Give this APIBinding another name`,
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
    findRouteOwner: takenPlaces(
      read,
      { namespace, name },
      spec.environmentName,
    ),
  });
  const { resources, endpoints, problems } = addApiNetworkPolicy(
    rendered,
    binding,
    api,
    hosts,
    read,
  );
  const nowhere = missingEnvironment(binding, read);
  const obstacle = nowhere ?? obstacleAmong(problems);
  if (obstacle && existing?.spec.resources?.length) {
    const stays: Outcome = { readiness: obstacle, endpoints };
    return nowhere
      ? stays
      : updateNetworkPolicy(existing, binding, resources, stays, read, write);
  }
  const { owner } = api.spec;
  const desired = buildRelease(
    { ...binding, spec: { owner, environment: spec.environmentName } },
    resources,
    existing,
    name,
  );
  const outcome = (release: Release): Outcome => ({
    readiness: obstacle ?? readinessOf(release, spec.releaseState),
    endpoints,
    warnings: problems.map(describeProblem),
  });
  return writeRelease(existing, desired, outcome, write);
}

/** The API and the class that a binding names, or what it says where one of them is not there. */
function declaredFor(
  { metadata: { namespace }, spec }: APIBinding,
  read: Read,
): { api: API; apiClass: APIClass } | { readiness: Readiness } {
  const api = read.get(apiKind, { namespace, name: spec.apiName });
  if (!api) {
    return missing(
      'APINotFound',
      `API "${spec.apiName}" not found; create it or name another`,
    );
  }
  const apiClass = read.get(apiClassKind, {
    namespace,
    name: spec.apiClassName,
  });
  return apiClass
    ? { api, apiClass }
    : missing(
        reasons.apiClassNotFound,
        `APIClass "${spec.apiClassName}" not found; create it or name another`,
      );
}

/** An environment that is not there, for which an API is released all the same, as a component is. */
function missingEnvironment(
  { metadata: { namespace = '' }, spec: { environmentName } }: APIBinding,
  read: Read,
): Readiness | undefined {
  return findShared(read, environmentKind, namespace, environmentName)
    ? undefined
    : notReady(
        reasons.environmentNotFound,
        `Environment "${environmentName}" not found; create it or name another`,
      );
}

function missing(reason: string, message: string): { readiness: Readiness } {
  return { readiness: notReady(reason, message) };
}

function hostsFor(namespace: string, environment: string, read: Read) {
  const found = findDataPlane(read, namespace, environment);
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
  const found = findBinding(read, namespace, owner, environmentName);
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
  const component = findBinding(read, namespace, owner, environmentName);
  const declared = component
    ? resolveExposures(
        renderTarget(component.binding),
        resolveApis(
          component.binding.spec.workloadSpec,
          component.binding.spec.apis,
        ),
      ).exposures
    : [];
  const earlier = read
    .byIndex(apiBindingKind, indexes.namespace, namespace)
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
