import {
  apiBindingKind,
  KubernetesObject,
  contentHash,
  defaultTrack,
  genName,
  isDnsSubdomain,
  nameLimits,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Read, TypedResource } from '../../runtime/read';
import { existsInCache } from '../../runtime/validation';
import { bindingTypes } from '../component-type/binding-types';

/** The component and environment that a binding is created for. */
export interface NewBinding {
  readonly namespace: string;
  readonly component: string;
  readonly environment: string;
  readonly track: string;
  /** Name to use if it is free, without the track. */
  readonly preferredName: string;
}

const kindsWithName: readonly TypedResource<KubernetesObject>[] = [
  ...bindingTypes.map(({ bindingKind }) => bindingKind),
  apiBindingKind,
  releaseKind,
];

/**
 * Returns a name that no binding, APIBinding or Release has: the preferred one, `component-environment`, or one with a hash. Each
 * ends with the track, unless that is the default. Component names may contain hyphens, so `component-environment` is not unique.
 */
export function freeBindingName(
  { namespace, component, environment, track, preferredName }: NewBinding,
  read: Read,
): string {
  const isTaken = (name: string) =>
    kindsWithName.some(kind => existsInCache(read, kind, { namespace, name }));
  const isDefault = track === defaultTrack;
  const free = [preferredName, `${component}-${environment}`]
    .map(name =>
      isDefault || name.endsWith(`-${track}`) ? name : `${name}-${track}`,
    )
    .find(name => isDnsSubdomain(name) && !isTaken(name));
  // genName hashes the joined parts; this hash keeps ("a-b", "c") and ("a", "b-c") apart.
  const hash = contentHash({
    component,
    environment,
    ...(!isDefault && { track }),
  }).slice(0, 8);
  return free ?? genName(nameLimits.resource, component, environment, hash);
}
