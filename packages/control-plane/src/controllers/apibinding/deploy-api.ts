import {
  API,
  APIBinding,
  APIClass,
  Release,
  apiBindingKind,
  apiClassKind,
  apiKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { buildRelease } from '../../core/binding/build-release';
import {
  DeployedCanary,
  divideRoutes,
  findDeployedCanary,
  removeCanary,
} from '../../core/binding/canary-resources';
import { findRelease, malformedRelease } from '../../core/binding/find-release';
import { missingEnvironment } from '../../core/binding/missing-environment';
import { Outcome, obstacleAmong } from '../../core/binding/outcome';
import { Readiness, notReady, readinessOf } from '../../core/binding/readiness';
import { bindingReasons as reasons } from '../../core/binding/reasons';
import { routeOwnerLookup } from '../../core/binding/route-owners';
import { updateNetworkPolicy } from '../../core/binding/update-network-policy';
import { writeRelease } from '../../core/binding/write-release';
import { findBinding } from '../../core/component-type/bindings';
import {
  Exposure,
  resolveExposures,
} from '../../core/effective-binding/apis/exposure';
import { resolveSpec } from '../../core/effective-binding/effective-spec';
import { findHosts } from '../../core/effective-binding/binding-lookups';
import { renderTarget } from '../../core/effective-binding/target';
import { findIsolation } from '../../core/isolation/find-isolation';
import {
  componentIndexValue,
  inNamespace,
  indexes,
} from '../../core/lookups/indexes';
import { describeProblem } from '../../core/problem';
import { RenderResult } from '../../core/render-result';
import { apiExposures, renderApi } from '../../render/apis/render-api';
import { addApiNetworkPolicy } from '../../render/networkpolicy/add-api-network-policy';
import { controllerOf } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { compareText, creationOrderKey } from '../../runtime/sort';
import { Write } from '../../runtime/write';
import { apiReleaseName } from './api-release';

/**
 * Renders an API into the Release of its binding. As with components, an existing Release is kept while the input is
 * invalid. The Release exists even while there is nothing to offer, as in OpenChoreo v0.3.2.
 */
export async function deployApi(
  binding: APIBinding,
  read: Read,
  write: Write,
): Promise<Outcome> {
  const { metadata, spec } = binding;
  const { namespace = '' } = metadata;
  const found = findApi(binding, read);
  if ('readiness' in found) {
    return found;
  }
  const { api, apiClass } = found;
  const name = apiReleaseName(binding, api, read);
  const existing = read.get(releaseKind, { namespace, name });
  const malformed = malformedRelease(read, { namespace, name });
  if (malformed) {
    return { readiness: malformed };
  }
  const controller = existing && controllerOf(existing);
  if (controller && controller.uid !== metadata.uid) {
    return missing(
      reasons.releaseTaken,
      `Release "${name}" belongs to ${controller.kind} "${controller.name}"; rename this APIBinding`,
    );
  }
  const { owner } = api.spec;
  const component = findBinding(read, namespace, owner, spec.environmentName);
  const hosts = findHosts(read, namespace, spec.environmentName);
  const isolation = findIsolation(
    read,
    {
      organization: namespace,
      project: owner.projectName,
      environment: spec.environmentName,
    },
    existing,
  );
  const rendered = renderApi({
    binding,
    api,
    apiClass,
    hosts,
    service: component && serviceName(component.binding),
    others: [
      ...(component ? componentExposures(component.binding) : []),
      ...olderApiExposures(api, binding, read),
    ],
    findRouteOwner: routeOwnerLookup(
      read,
      { namespace, name },
      spec.environmentName,
    ),
  });
  const canary =
    component &&
    findDeployedCanary(component.binding, findRelease(component.binding, read));
  const { resources, endpoints, problems } = component
    ? addApiNetworkPolicy(
        divideApiRoutes(rendered, component.binding, canary),
        binding,
        api,
        hosts,
        {
          target: renderTarget(component.binding),
          workload: component.binding.spec.workloadSpec,
          isolation,
          canary,
        },
      )
    : rendered;
  const noEnvironment = missingEnvironment(
    read,
    namespace,
    spec.environmentName,
    'spec.environmentName',
  );
  const obstacle = noEnvironment ?? obstacleAmong(problems);
  if (obstacle && existing?.spec.resources?.length) {
    const outcome: Outcome = { readiness: obstacle, endpoints };
    return noEnvironment
      ? outcome
      : updateNetworkPolicy(
          existing,
          { name: metadata.name, isolation },
          resources,
          outcome,
          write,
          component && !canary
            ? removeCanary(existing.spec.resources, component.binding)
            : undefined,
        );
  }
  const desired = buildRelease(
    { ...binding, spec: { owner, environment: spec.environmentName } },
    resources,
    existing,
    name,
  );
  const outcomeOf = (release: Release): Outcome => ({
    readiness: obstacle ?? readinessOf(release, spec.releaseState),
    endpoints,
    warnings: problems.map(describeProblem),
  });
  return writeRelease(existing, desired, outcomeOf, write);
}

/** The API and the APIClass that a binding names, or the Ready condition if one of them does not exist. */
function findApi(
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

function missing(reason: string, message: string): { readiness: Readiness } {
  return { readiness: notReady(reason, message) };
}

/** Divides the routes of an API between the component that serves it and its canary. */
function divideApiRoutes(
  rendered: RenderResult,
  component: Binding,
  canary: DeployedCanary | undefined,
): RenderResult {
  const { serviceName: from } = renderTarget(component);
  return canary
    ? { ...rendered, resources: divideRoutes(rendered.resources, from, canary) }
    : rendered;
}

/** Name of the Service of a component; undefined while it is undeployed. */
function serviceName(component: Binding): string | undefined {
  return component.spec.releaseState === 'Undeploy'
    ? undefined
    : renderTarget(component).serviceName;
}

/** The component's own APIs, which take precedence over standalone ones. */
function componentExposures(component: Binding): readonly Exposure[] {
  const { apis } = resolveSpec(component.spec);
  return resolveExposures(renderTarget(component), apis).exposures;
}

/** The standalone APIs of the same component that were bound to the environment before this one. */
function olderApiExposures(
  api: API,
  binding: APIBinding,
  read: Read,
): readonly Exposure[] {
  const { namespace = '' } = api.metadata;
  const isOlder = (other: APIBinding) =>
    other.spec.environmentName === binding.spec.environmentName &&
    creationOrderKey(other) < creationOrderKey(binding);
  return read
    .byIndex(
      apiKind,
      indexes.component,
      componentIndexValue(namespace, api.spec.owner),
    )
    .flatMap(each =>
      read
        .byIndex(
          apiBindingKind,
          indexes.api,
          inNamespace(namespace, each.metadata.name),
        )
        .filter(isOlder)
        .map(other => ({ other, exposures: apiExposures(other, each) })),
    )
    .sort((a, b) =>
      compareText(creationOrderKey(a.other), creationOrderKey(b.other)),
    )
    .flatMap(({ exposures }) => exposures);
}
