import type { APIClass, ServiceAPI } from '@promenade/openchoreo-model';
import type { Hosts } from '../../core/effective-binding/hosts';
import type { ReleaseResource } from '../../core/manifest';
import { invalid, type Problem } from '../../core/problem';
import type { RenderTarget } from '../../core/effective-binding/target';
import { findConflicts, findRouteConflict } from './conflicts';
import {
  resolveExposures,
  type Exposure,
} from '../../core/effective-binding/apis/exposure';
import type { FindRouteOwner } from '../../core/effective-binding/apis/route-keys';
import { renderExposure, type RenderedExposure } from './render-exposure';
import { renderStream } from './render-stream';
import { mergeRestPolicy } from './policies/rest-policy';

/** What the APIs of a component are rendered from. */
export interface ApisInput {
  readonly apis: { readonly [name: string]: ServiceAPI } | undefined;
  /** The APIClasses that the APIs name, by name. */
  readonly classes: { readonly [name: string]: APIClass };
  readonly hosts: Hosts;
  /** Path of an API in its object, for problems; that of a binding by default. */
  readonly apiField?: (api: string) => string;
  /** What else is offered at the gateways, which the APIs must keep clear of. */
  readonly others?: readonly Exposure[];
  /** Who else has places at the gateways; nobody by default. */
  readonly findRouteOwner?: FindRouteOwner;
}

/** Routes and policies of the APIs of a component, in the order of a Release. */
export interface RenderedApis {
  readonly resources: ReleaseResource[];
  readonly problems: Problem[];
  /** Those that have their place at a gateway; whoever calls at the others' would be answered by somebody else. */
  readonly exposures: Exposure[];
}

const notRendered: Omit<RenderedExposure, 'problems'> = {
  routes: [],
  securityPolicies: [],
  trafficPolicies: [],
};

/**
 * Renders a route and its policies for each API at each gateway.
 *
 * An API whose policy cannot be rendered as asked is closed: its route is
 * there, and lets nobody in. Half a protection would look like a whole one.
 * Of two APIs at one place, the second has no route.
 */
export function renderApis(
  target: RenderTarget,
  { apis, classes, hosts, apiField, others = [], findRouteOwner }: ApisInput,
): RenderedApis {
  const { exposures, problems } = resolveExposures(target, apis, apiField);
  const conflicts = findConflicts(others, exposures);
  const candidates = exposures
    .filter(exposure => !conflicts.has(exposure))
    .map(exposure => {
      const one = renderOneExposure(target, exposure, classes, hosts);
      const conflict =
        findRouteOwner && findConflictWithOwner(exposure, one, findRouteOwner);
      return { exposure, refusal: conflict, one };
    });
  const rendered = candidates.map(({ refusal: conflict, one }) =>
    conflict ? { ...notRendered, problems: [conflict] } : one,
  );
  const all = (member: 'routes' | 'securityPolicies' | 'trafficPolicies') =>
    rendered.flatMap(one => one[member]);
  return {
    resources: [
      ...all('routes'),
      ...all('securityPolicies'),
      ...all('trafficPolicies'),
    ],
    problems: [
      ...problems,
      ...rendered.flatMap(one => one.problems),
      ...conflicts.values(),
    ],
    exposures: candidates
      .filter(({ refusal: conflict }) => !conflict)
      .map(({ exposure }) => exposure),
  };
}

function renderOneExposure(
  target: RenderTarget,
  exposure: Exposure,
  classes: { readonly [name: string]: APIClass },
  hosts: Hosts,
): RenderedExposure {
  const { className, level, protocol } = exposure;
  const apiClass = Object.hasOwn(classes, className)
    ? classes[className]
    : undefined;
  const input = {
    policy: apiClass && mergeRestPolicy(apiClass, level),
    field: `APIClass ${className} spec.restPolicy`,
    hosts,
    // An API that names no class asks for no policy, as in OpenChoreo v0.3.2.
    apiProblems: apiClass || !className ? [] : [classNotFound(exposure)],
  };
  return protocol === 'TCP' || protocol === 'UDP'
    ? renderStream(target, exposure, input)
    : renderExposure(target, exposure, input);
}

function findConflictWithOwner(
  exposure: Exposure,
  { routes }: RenderedExposure,
  findRouteOwner: FindRouteOwner,
): Problem | undefined {
  return routes
    .map(({ object }) => findRouteConflict(exposure, object, findRouteOwner))
    .find(found => found !== undefined);
}

function classNotFound({ field, className }: Exposure): Problem {
  return invalid(
    `${field}.className`,
    `APIClass "${className}" not found; create it or name another`,
  );
}
