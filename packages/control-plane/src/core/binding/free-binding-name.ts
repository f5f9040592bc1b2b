import {
  apiBindingKind,
  KubernetesObject,
  contentHash,
  defaultTrack,
  genName,
  isDnsSubdomain,
  labelValue,
  nameLimits,
  releaseKind,
  labels,
} from '@promenade/openchoreo-model';
import { controllerOf } from '../../runtime/owner-reference';
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

const bindingKinds: readonly TypedResource<KubernetesObject>[] = [
  ...bindingTypes.map(({ bindingKind }) => bindingKind),
  apiBindingKind,
];

/**
 * Returns a name that no binding, APIBinding or Release has: the preferred one, `component-environment`, or one with a hash. Each
 * ends with the track, unless that is the default. Component names may contain hyphens, so `component-environment` is not unique.
 *
 * A Release of the same component, environment and track does not take a name: it is that of the binding, which another control plane
 * has created and which the cache does not have yet. Creating the binding again is rejected; another name would be a second one.
 */
export function freeBindingName(binding: NewBinding, read: Read): string {
  const { namespace, component, environment, track, preferredName } = binding;
  const isTaken = (name: string) =>
    bindingKinds.some(kind => existsInCache(read, kind, { namespace, name })) ||
    isReleaseOfOther(name, binding, read);
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

function isReleaseOfOther(
  name: string,
  { namespace, component, environment, track }: NewBinding,
  read: Read,
): boolean {
  const key = { namespace, name };
  const release = read.get(releaseKind, key);
  if (!release) return existsInCache(read, releaseKind, key);
  const { owner, environmentName } = release.spec;
  return (
    controllerOf(release) === undefined ||
    owner.componentName !== component ||
    environmentName !== environment ||
    release.metadata.labels?.[labels.deploymentTrack] !==
      (track === defaultTrack ? undefined : labelValue(track))
  );
}
