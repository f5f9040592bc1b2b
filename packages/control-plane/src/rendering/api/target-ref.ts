import { genName, nameLimits } from '@promenade/openchoreo-model';
import type { JsonObject } from '../../json';
import type { RenderTarget } from '../target';
import type { Exposure } from './exposure';

/** Name of an object that belongs to one API at one level. */
export function exposureName(
  { binding }: RenderTarget,
  { api, level }: Exposure,
  ...suffix: string[]
): string {
  return genName(
    nameLimits.label,
    binding,
    api,
    level.toLowerCase(),
    ...suffix,
  );
}

/** Name of the HTTPRoute of an API at a level. */
export function routeName(target: RenderTarget, exposure: Exposure): string {
  return exposureName(target, exposure, 'httproute');
}

/** Points a policy at the HTTPRoute of an API at a level. */
export function targetRefs(
  target: RenderTarget,
  exposure: Exposure,
): JsonObject[] {
  return [
    {
      group: 'gateway.networking.k8s.io',
      kind: 'HTTPRoute',
      name: routeName(target, exposure),
    },
  ];
}
