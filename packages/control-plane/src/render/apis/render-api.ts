import type { API, APIBinding, APIClass } from '@promenade/openchoreo-model';
import {
  resolveExposures,
  type Exposure,
} from '../../core/effective-binding/apis/exposure';
import type { FindRouteOwner } from '../../core/effective-binding/apis/route-keys';
import type { Hosts } from '../../core/effective-binding/hosts';
import {
  renderTarget,
  type RenderTarget,
} from '../../core/effective-binding/target';
import { validateOwner } from '../../core/effective-binding/validate-names';
import { canonicalResource } from '../../core/manifest';
import { pendingConnection, warning, type Problem } from '../../core/problem';
import type { RenderResult } from '../../core/render-result';
import { exposureAccess } from '../routes/endpoint-status';
import { renderApis } from './render-apis';

/** Input of {@link renderApi}. */
export interface RenderApiInput {
  readonly binding: APIBinding;
  readonly api: API;
  readonly apiClass: APIClass;
  readonly hosts: Hosts;
  /** Name of the Service of the component that serves the API; undefined where the component is not deployed. */
  readonly service: string | undefined;
  /** The other exposures of the same component. */
  readonly others: readonly Exposure[];
  /** Finds the owner of a route at the gateways; none by default. */
  readonly findRouteOwner?: FindRouteOwner;
}

/**
 * Renders an APIBinding: routes and policies of an API resource. The API proxies its target URL where it has one; else
 * the component that owns the API serves it.
 */
export function renderApi({
  binding,
  api,
  apiClass,
  hosts,
  service,
  others,
  findRouteOwner,
}: RenderApiInput): RenderResult {
  const { name } = api.metadata;
  const target = { ...apiTarget(binding, api), serviceName: service ?? '' };
  const declared = { ...api.spec, className: binding.spec.apiClassName };
  const fieldOf = () => `API ${name} spec`;
  const apis = { [name]: declared };
  const routed = renderApis(target, {
    apis,
    classes: { [declared.className]: apiClass },
    hosts,
    apiField: fieldOf,
    others,
    findRouteOwner,
  });
  const endpoint = { name, type: api.spec.type };
  const served =
    service !== undefined || Boolean(api.spec.rest?.backend?.target);
  return {
    resources: served ? routed.resources.map(canonicalResource) : [],
    endpoints: [
      routed.exposures.reduce(
        (status, exposure) => ({
          ...status,
          [exposure.level === 'Public' ? 'public' : 'organization']:
            exposureAccess(target, exposure, hosts),
        }),
        endpoint,
      ),
    ],
    problems: [
      ...(served ? [] : [backendNotDeployed(target)]),
      ...validateOwner(api.spec.owner, `${fieldOf()}.owner`),
      ...findClassMismatch(binding, api),
      ...routed.problems,
    ],
  };
}

/** The exposures of an API at the gateways of the environment of a binding. */
export function apiExposures(
  binding: APIBinding,
  api: API,
): readonly Exposure[] {
  const { name } = api.metadata;
  return resolveExposures(apiTarget(binding, api), { [name]: api.spec })
    .exposures;
}

/** The render target of an APIBinding: the cell of the component that owns the API. */
function apiTarget(binding: APIBinding, api: API): RenderTarget {
  return renderTarget({
    metadata: binding.metadata,
    spec: {
      owner: api.spec.owner,
      environment: binding.spec.environmentName,
    },
  });
}

function backendNotDeployed({ component, environment }: RenderTarget): Problem {
  return pendingConnection(
    'spec.rest.backend',
    `${component} serves the API and is not deployed in ${environment}. Deploy or promote ${component} there, or set rest.backend.target of the API.`,
  );
}

/** Warns where the classes of a binding and its API differ. The class of the binding applies. */
function findClassMismatch(
  { spec }: APIBinding,
  { metadata, spec: api }: API,
): Problem[] {
  return api.className === spec.apiClassName
    ? []
    : [
        warning(
          'spec.apiClassName',
          `API "${metadata.name}" names APIClass "${api.className}"; "${spec.apiClassName}" of this binding applies`,
        ),
      ];
}
