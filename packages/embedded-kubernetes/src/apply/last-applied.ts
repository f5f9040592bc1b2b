import {
  isObject,
  JsonObject,
  JsonValue,
  objectAt,
  stringAt,
} from '../schema/json';
import { compare } from './compare';
import { toFieldSet } from './to-field-set';
import { MergeSchema } from './merge-schema';
import { Conflict } from './field-ownership';

/** The annotation in which client-side `kubectl apply` stores the configuration. */
const lastAppliedAnnotation =
  'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Whether client-side apply set every conflicting field to its current value.
 * Then the conflict is only between two ways of applying with kubectl.
 */
export function isOwnedByLastApplied(
  schema: MergeSchema,
  live: JsonObject,
  conflicts: readonly Conflict[],
): boolean {
  const lastApplied = lastAppliedOf(live);
  if (!lastApplied) return false;
  const { modified } = compare(schema, lastApplied, live);
  const untouched = toFieldSet(schema, lastApplied).difference(modified);
  const paths = new Set(untouched.paths());
  return conflicts.every(conflict => paths.has(conflict.path));
}

/** Updates the annotation of client-side apply if it exists. */
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
    // Any client can write the annotation, so it may not be JSON.
    return undefined;
  }
}
