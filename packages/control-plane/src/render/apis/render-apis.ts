import {
  mergeRestPolicy,
  type APIClass,
  type ServiceAPI,
} from '@promenade/openchoreo-model';
import {
  resolveExposures,
  type Exposure,
} from '../../core/effective-binding/apis/exposure';
import type { FindRouteOwner } from '../../core/effective-binding/apis/route-keys';
import { exposureGateway } from '../../core/effective-binding/apis/exposure-gateway';
import type { Hosts } from '../../core/effective-binding/hosts';
import type { RenderTarget } from '../../core/effective-binding/target';
import type { ReleaseResource } from '../../core/manifest';
import { invalid, type Problem } from '../../core/problem';
import { findConflicts, findRouteConflict } from './conflicts';
import { renderExposure, type RenderedExposure } from './render-exposure';
import { renderStream } from './render-stream';

/** Input of {@link renderApis}. */
export interface ApisInput {
  readonly apis: { readonly [name: string]: ServiceAPI } | undefined;
  /** The APIClasses that the APIs name, by name. */
  readonly classes: { readonly [name: string]: APIClass };
  readonly hosts: Hosts;
  /** Path of an API in its object, for problems; that of a binding by default. */
  readonly apiField?: (api: string) => string;
  /** Exposures that have their routes already and that the APIs must not conflict with. */
  readonly others?: readonly Exposure[];
  /** Finds the owner of a route at the gateways; none by default. */
  readonly findRouteOwner?: FindRouteOwner;
}

/** Routes and policies of the APIs of a component, in the order of a Release. */
export interface RenderedApis {
  readonly resources: ReleaseResource[];
  readonly problems: Problem[];
  /** The exposures without a conflict. The routes of all others belong to somebody else. */
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
 * An API whose policy is invalid gets a route that denies every request, because a partial policy would look like a
 * complete one. Of two conflicting APIs, the second gets no route, nor does one at an invalid host.
 */
export function renderApis(
  target: RenderTarget,
  { apis, classes, hosts, apiField, others = [], findRouteOwner }: ApisInput,
): RenderedApis {
  const { exposures, problems } = resolveExposures(target, apis, apiField);
  const hostProblems = new Map<string, Problem>();
  const offered = exposures.filter(exposure => {
    const { problem } = exposureGateway(exposure, target, hosts);
    if (problem) hostProblems.set(problem.field, problem);
    return !problem;
  });
  const conflicts = findConflicts(others, offered);
  const candidates = offered
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
      ...hostProblems.values(),
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
    // An API without a class has no policy, as in OpenChoreo v0.3.2.
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
