import { z } from 'zod';
import { apiVersionOf, type KubeObject, type ResourceType } from '../api/types';
import { badRequest, invalid } from '../api/status-error';
import { normalizeTime } from '../api/time';

/** A time of RFC 3339 in any zone and precision, normalized as Kubernetes formats times. */
const time = z
  .string()
  .transform((text, context) => {
    const normalized = normalizeTime(text);
    if (normalized !== undefined) return normalized;
    context.addIssue(
      `parsing time ${JSON.stringify(
        text,
      )} as "2006-01-02T15:04:05Z07:00": cannot parse`,
    );
    return z.NEVER;
  })
  .nullish();

const metadataSchema = z.looseObject({
  name: z.string().nullish(),
  generateName: z.string().nullish(),
  namespace: z.string().nullish(),
  uid: z.string().nullish(),
  resourceVersion: z.string().nullish(),
  generation: z.number().nullish(),
  creationTimestamp: time,
  deletionTimestamp: time,
  deletionGracePeriodSeconds: z.number().nullish(),
  labels: z.record(z.string(), z.string()).nullish(),
  annotations: z.record(z.string(), z.string()).nullish(),
  finalizers: z.array(z.string()).nullish(),
  ownerReferences: z
    .array(
      z.looseObject({
        apiVersion: z.string(),
        kind: z.string(),
        name: z.string(),
        uid: z.string(),
        controller: z.boolean().nullish(),
        blockOwnerDeletion: z.boolean().nullish(),
      }),
    )
    .nullish(),
  managedFields: z.array(z.looseObject({ time })).nullish(),
});

const objectSchema = z.looseObject({
  apiVersion: z.string().nullish(),
  kind: z.string().nullish(),
  metadata: metadataSchema.nullish(),
});

/** `objectSchema` has validated the metadata. */
function isKubeObject(value: { metadata: object }): value is KubeObject {
  return 'apiVersion' in value && 'kind' in value;
}

/**
 * Validates that the parsed body of a write is an object of `type` with valid metadata.
 * @throws StatusError 400, 422
 */
export function decodeObject(type: ResourceType, body: unknown): KubeObject {
  const parsed = objectSchema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badRequest(
      `${type.kind} in version "${type.version}" cannot be handled as a ${
        type.kind
      }: ${issue.path.join('.') || 'body'}: ${issue.message}`,
      parsed.error,
    );
  }
  const expected = apiVersionOf(type);
  const apiVersion =
    parsed.data.apiVersion || (type.builtIn ? expected : undefined);
  const kind = parsed.data.kind || (type.builtIn ? type.kind : undefined);
  if (!apiVersion || !kind) {
    const missing = kind ? 'apiVersion' : 'Kind';
    throw badRequest(
      `the object provided is unrecognized (must be of type ${type.kind}): Object '${missing}' is missing`,
    );
  }
  if (apiVersion !== expected) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    );
  }
  const metadata = withoutNulls(parsed.data.metadata ?? {});
  if (kind !== type.kind) {
    if (type.builtIn) {
      throw badRequest(
        `${kind} in version "${type.version}" cannot be handled as a ${type.kind}: the kinds differ`,
      );
    }
    throw invalid({ group: type.group, kind }, metadata.name ?? '', [
      {
        field: 'kind',
        type: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(kind)}: must be ${type.kind}`,
      },
    ]);
  }
  const object = { ...parsed.data, apiVersion, kind, metadata };
  if (!isKubeObject(object)) throw badRequest('the body is not an object');
  return object;
}

function withoutNulls<T extends object>(
  metadata: T,
): { [K in keyof T]?: Exclude<T[K], null> } {
  const kept: { [K in keyof T]?: Exclude<T[K], null> } = {};
  return Object.assign(
    kept,
    Object.fromEntries(
      Object.entries(metadata).filter(([, value]) => value !== null),
    ),
  );
}
