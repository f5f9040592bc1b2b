import type { ResourceKind, ResourceObject } from '../cache/ResourceReader';
import type { VerbContext } from '../verbs/Verb';
import { findOwn } from './createOnce';
import { isFromSameRequest } from './requestAnnotations';
import { createObject, deleteObjects, findObject } from './writeObjects';

/** An object to create. */
export interface NewObject {
  kind: ResourceKind;
  object: ResourceObject;
}

/** The request that creates the objects. */
interface CreationRequest {
  idempotencyKey?: string;
  signal?: AbortSignal;
  dryRun?: boolean;
}

/**
 * Creates objects, all or none. The API server validates all of them before the first is created. A request with the idempotency
 * key of an interrupted one creates what is missing.
 *
 * @returns the objects that exist already, then those that were created or, on a dry run, would be
 * @throws ConflictError when an object of another request has the name, and the errors of `toBackstageError`
 */
export async function createTogether(
  context: VerbContext,
  wanted: readonly NewObject[],
  request: CreationRequest,
): Promise<ResourceObject[]> {
  const { signal, dryRun } = request;
  const existing = await Promise.all(
    wanted.map(({ kind, object }) =>
      findOwn(context, kind, object.metadata, request),
    ),
  );
  const missing = wanted.filter((_, index) => !existing[index]);
  const validated: ResourceObject[] = [];
  for (const { kind, object } of missing) {
    const options = { dryRun: true, signal };
    validated.push(await createObject(context, kind, object, options));
  }
  return [
    ...existing.filter(object => object !== undefined),
    ...(dryRun ? validated : await createAll(context, missing, signal)),
  ];
}

/** Deletes those of the objects that a request with the same idempotency key has created. */
export async function deleteOwn(
  context: VerbContext,
  wanted: readonly NewObject[],
  request: CreationRequest,
): Promise<void> {
  const own = await Promise.all(
    wanted.map(async ({ kind, object }) => {
      const { metadata } = object;
      const found = await findObject(context, kind, metadata, undefined);
      return found && isFromSameRequest(found, request)
        ? [{ kind, object: found }]
        : [];
    }),
  );
  await deleteObjects(context, own.flat());
}

/** Creates all objects. When one cannot be created, deletes those before it: no name is taken by half a component. */
async function createAll(
  context: VerbContext,
  objects: readonly NewObject[],
  signal: AbortSignal | undefined,
): Promise<ResourceObject[]> {
  const created: NewObject[] = [];
  try {
    for (const { kind, object } of objects) {
      created.push({
        kind,
        object: await createObject(context, kind, object, { signal }),
      });
    }
  } catch (error) {
    await deleteObjects(context, created);
    throw error;
  }
  return created.map(({ object }) => object);
}
