import {
  isObject,
  JsonObject,
  JsonValue,
  objectAt,
  stringAt,
} from '../schema/json';
import { compare } from './compare';
import { fieldsOf } from './to-field-set';
import { Shape } from './merge-schema';
import { Conflict } from './field-ownership';

/** Where `kubectl apply` without `--server-side` keeps what it applied. */
export const lastAppliedAnnotation =
  'kubectl.kubernetes.io/last-applied-configuration';

/**
 * True when every conflicting field is one that client-side apply set and that
 * still has that value: then kubectl is in conflict with its own past only.
 */
export function lastAppliedCovers(
  shape: Shape,
  live: JsonObject,
  conflicts: readonly Conflict[],
): boolean {
  const lastApplied = lastAppliedOf(live);
  if (!lastApplied) return false;
  const { modified } = compare(shape, lastApplied, live);
  const untouched = fieldsOf(shape, lastApplied).difference(modified);
  const paths = new Set(untouched.paths());
  return conflicts.every(conflict => paths.has(conflict.path));
}

/** Keeps the annotation of client-side apply in step, where there is one. */
export function withLastApplied(
  object: JsonObject,
  applied: JsonObject,
): JsonObject {
  const metadata = objectAt(object, 'metadata');
  const annotations = objectAt(metadata, 'annotations');
  if (!stringAt(annotations, lastAppliedAnnotation)) return object;
  const record: JsonObject = { ...applied };
  if (isObject(applied.metadata) && isObject(applied.metadata.annotations)) {
    const { [lastAppliedAnnotation]: _, ...others } =
      applied.metadata.annotations;
    record.metadata = { ...applied.metadata, annotations: others };
  }
  return {
    ...object,
    metadata: {
      ...metadata,
      annotations: {
        ...annotations,
        [lastAppliedAnnotation]: `${JSON.stringify(record)}\n`,
      },
    },
  };
}

function lastAppliedOf(live: JsonObject): JsonObject | undefined {
  const annotations = objectAt(objectAt(live, 'metadata'), 'annotations');
  const text = stringAt(annotations, lastAppliedAnnotation);
  if (!text) return undefined;
  try {
    const parsed: JsonValue = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    // Anybody may write annotations: what is not JSON covers nothing.
    return undefined;
  }
}
