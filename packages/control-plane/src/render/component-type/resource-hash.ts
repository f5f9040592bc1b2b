import {
  isJsonList,
  isJsonObject,
  jsonAt,
  type Json,
  type JsonObject,
} from '../../runtime/json';
import { sortedEntries } from '../../runtime/sort';
import { fnv32aNumber } from './fnv';
import type { RenderedResource } from './rendered-resource';

/** Annotation of pods with a hash of the other objects of the component: a change of them replaces the pods. */
const hashAnnotation = 'openchoreo.dev/dp-resource-hash';

const hashedWorkloads: { readonly [workloadType: string]: string } = {
  deployment: 'Deployment',
  statefulset: 'StatefulSet',
};

/**
 * Adds the annotation with the hash to the pods of a Deployment or StatefulSet. The hash is that of OpenChoreo 1.x, so that pods are
 * not replaced when the other one takes over.
 *
 * @param resources - sorted
 */
export function addResourceHash(
  resources: readonly RenderedResource[],
  workloadType: string,
): RenderedResource[] {
  const workloadKind = hashedWorkloads[workloadType];
  const hashed = resources.filter(
    ({ object, targetPlane }) =>
      targetPlane === 'dataplane' && object.kind !== workloadKind,
  );
  if (!workloadKind || hashed.length === 0) return [...resources];
  const hash = hashObjects(hashed.map(({ object }) => object));
  return resources.map(resource =>
    resource.object.kind === workloadKind
      ? { ...resource, object: annotatePods(resource.object, hash) }
      : resource,
  );
}

function annotatePods(object: JsonObject, hash: string): JsonObject {
  return mapMember(object, 'spec', spec =>
    mapMember(spec, 'template', template =>
      mapMember(template, 'metadata', metadata =>
        mapMember(metadata, 'annotations', annotations => ({
          ...annotations,
          [hashAnnotation]: hash,
        })),
      ),
    ),
  );
}

function mapMember(
  object: JsonObject,
  name: string,
  map: (member: JsonObject) => JsonObject,
): JsonObject {
  const member = jsonAt(object, name);
  return { ...object, [name]: map(isJsonObject(member) ? member : {}) };
}

/** The hash of objects without their metadata: FNV-1a of how Go prints them, in the letters of Kubernetes hashes. */
function hashObjects(objects: readonly JsonObject[]): string {
  const texts = objects.map(({ metadata: _, ...content }) =>
    printValue(content),
  );
  const printed = `([]map[string]interface {})[${texts.join(' ')}]`;
  return encodeSafely(String(fnv32aNumber(printed)));
}

/** Prints a value as `%#v` of the Go package spew does, which hashes of Kubernetes are computed from. */
function printValue(value: Json): string {
  if (isJsonList(value)) return `[${value.map(printTyped).join(' ')}]`;
  if (isJsonObject(value)) {
    const members = sortedEntries(value).flatMap(([key, member]) =>
      member === undefined ? [] : [`${key}:${printTyped(member)}`],
    );
    return `map[${members.join(' ')}]`;
  }
  return value === null ? '<nil>' : String(value);
}

function printTyped(value: Json): string {
  return value === null ? '<nil>' : `(${goType(value)})${printValue(value)}`;
}

function goType(value: Json): string {
  if (isJsonList(value)) return '[]interface {}';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return 'float64';
    default:
      return 'map[string]interface {}';
  }
}

/** Replaces characters as `rand.SafeEncodeString` of Kubernetes does, so that no words result. */
function encodeSafely(text: string): string {
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
  return Array.from(text, character =>
    alphabet.charAt(character.charCodeAt(0) % alphabet.length),
  ).join('');
}
