import type { Labels } from '../../core/manifest';
import {
  isJsonList,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../runtime/json';
import {
  canonicalQuantities,
  canonicalQuantity,
  canonicalResources,
} from './quantity';

/** The part of a pod template that a workload sets. */
export interface PodOverlay {
  readonly containers: readonly JsonObject[];
  readonly volumes?: readonly JsonObject[];
  readonly imagePullSecrets?: readonly JsonObject[];
  readonly annotations?: Labels;
}

/** Renders the pod template of a workload, to be merged over that of its class. */
export function renderPodTemplate({
  containers,
  volumes = [],
  imagePullSecrets = [],
  annotations = {},
}: PodOverlay): JsonObject {
  return {
    metadata: Object.keys(annotations).length ? { annotations } : undefined,
    spec: {
      containers,
      volumes: volumes.length ? volumes : undefined,
      imagePullSecrets: imagePullSecrets.length ? imagePullSecrets : undefined,
    },
  };
}

type Rewrite = (object: JsonObject) => JsonObject;

/**
 * Canonicalizes a pod template as OpenChoreo v0.3.2 does, which decodes it into its Go type and encodes it again:
 * canonical quantities, and empty members without `omitempty`. A Release applied by either is then the same.
 */
export function canonicalizePodTemplate(
  template: Json | undefined,
): JsonObject {
  return isJsonObject(template)
    ? mapMember('spec', canonicalizePod)(template)
    : {};
}

/** Canonicalizes the volume claim templates of a StatefulSet. */
export function canonicalizeClaims(claims: Json | undefined): Json | undefined {
  return isJsonList(claims)
    ? claims.map(claim =>
        isJsonObject(claim)
          ? mapMember('spec', canonicalizeResources)(claim)
          : claim,
      )
    : claims;
}

function canonicalizePod(pod: JsonObject): JsonObject {
  return [
    mapItems('initContainers', canonicalizeContainer),
    mapItems('containers', canonicalizeContainer),
    mapItems('ephemeralContainers', canonicalizeContainer),
    mapItems('volumes', canonicalizeVolume),
    mapMember('overhead', canonicalQuantities),
    mapMember('resources', canonicalResources),
  ].reduce((rewritten, rewrite) => rewrite(rewritten), pod);
}

function canonicalizeContainer(container: JsonObject): JsonObject {
  return mapItems('env', variable =>
    mapMember(
      'valueFrom',
      mapMember('resourceFieldRef', canonicalizeDivisor),
    )(omitEmptyValue(variable)),
  )(canonicalizeResources(container));
}

/** Kubernetes does not store an empty value. Layers keep it, because it overrides the value of the layer before. */
function omitEmptyValue(variable: JsonObject): JsonObject {
  return variable.value === '' ? { ...variable, value: undefined } : variable;
}

function canonicalizeVolume(volume: JsonObject): JsonObject {
  const downward = mapMember(
    'downwardAPI',
    mapItems('items', mapMember('resourceFieldRef', canonicalizeDivisor)),
  );
  return [
    mapMember('emptyDir', canonicalizeSizeLimit),
    mapMember(
      'ephemeral',
      mapMember(
        'volumeClaimTemplate',
        mapMember('spec', canonicalizeResources),
      ),
    ),
    downward,
    mapMember('projected', mapItems('sources', downward)),
  ].reduce((rewritten, rewrite) => rewrite(rewritten), volume);
}

function canonicalizeResources(object: JsonObject): JsonObject {
  const { resources = {} } = object;
  return isJsonObject(resources)
    ? { ...object, resources: canonicalResources(resources) }
    : object;
}

function canonicalizeDivisor(reference: JsonObject): JsonObject {
  return {
    ...reference,
    divisor: canonicalQuantity(reference.divisor ?? '0'),
  };
}

function canonicalizeSizeLimit(directory: JsonObject): JsonObject {
  const { sizeLimit } = directory;
  return sizeLimit === undefined
    ? directory
    : { ...directory, sizeLimit: canonicalQuantity(sizeLimit) };
}

/** Applies a rewrite to a member that is an object; other values are unchanged. */
function mapMember(member: string, rewrite: Rewrite): Rewrite {
  return object => {
    const value = object[member];
    return isJsonObject(value)
      ? { ...object, [member]: rewrite(value) }
      : object;
  };
}

/** Applies a rewrite to the objects in the list of a member. */
function mapItems(member: string, rewrite: Rewrite): Rewrite {
  return object => {
    const list = object[member];
    return isJsonList(list)
      ? {
          ...object,
          [member]: list.map(item =>
            isJsonObject(item) ? rewrite(item) : item,
          ),
        }
      : object;
  };
}
