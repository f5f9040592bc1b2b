import { ConflictError } from '@backstage/errors';
import { gitOpsManagerOf } from '@promenade/openchoreo-model';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  isAlreadyExists,
  isConflict,
  isNotFound,
} from '@promenade/kube-client';
import type { ResourceKind, ResourceObject } from '../cache/ResourceReader';
import { apiErrorOf, toBackstageError } from '../verbs/toBackstageError';
import type { VerbContext } from '../verbs/Verb';

/** The field manager of everything that verbs write. */
export const fieldManager = 'promenade-backstage';

/** How objects are written. */
export interface WriteOptions {
  signal?: AbortSignal;
  /** The API server validates the write and does not store it. */
  dryRun?: boolean;
}

/**
 * Creates an object.
 *
 * @returns the object as the API server has stored it or, on a dry run, would store it
 * @throws the errors of `toBackstageError`
 */
export async function createObject<T extends ResourceObject>(
  { client }: VerbContext,
  kind: ResourceKind<T>,
  object: ResourceObject,
  options: WriteOptions,
): Promise<T> {
  try {
    const created = await client.create(kind, object, {
      ...options,
      fieldManager,
      fieldValidation: 'Strict',
    });
    return kind.schema.parse(created);
  } catch (error) {
    const { name, namespace } = object.metadata;
    const where = namespace ? ` in ${namespace}` : '';
    throw toBackstageError(`create ${kind.kind} ${name}${where}`, error);
  }
}

/**
 * Merges fields into an object, unless somebody else has changed it meanwhile.
 *
 * @param before - the object as it was read
 * @returns the object as the API server has stored it or, on a dry run, would store it
 * @throws the errors of `toBackstageError`
 */
export async function patchObject<T extends ResourceObject>(
  { client }: VerbContext,
  kind: ResourceKind<T>,
  before: T,
  patch: { metadata: object; spec: object },
  options: WriteOptions,
): Promise<T> {
  const { name, namespace, resourceVersion } = before.metadata;
  if (changesFields(before.spec, patch.spec)) {
    rejectManaged(kind, before, 'change it back. Change it in Git');
  }
  try {
    const patched = await client.patch(
      kind,
      { namespace, name },
      { ...patch, metadata: { ...patch.metadata, resourceVersion } },
      { ...options, type: 'merge', fieldManager, fieldValidation: 'Strict' },
    );
    return kind.schema.parse(patched);
  } catch (error) {
    throw toBackstageError(`change ${kind.kind} ${name}`, error);
  }
}

/**
 * Deletes an object, but not another one that has been created under its name meanwhile. The control plane deletes what belongs to it
 * first.
 *
 * @throws the errors of `toBackstageError`
 */
export async function deleteObject(
  { client }: VerbContext,
  kind: ResourceKind,
  object: ResourceObject,
  { signal }: Pick<WriteOptions, 'signal'>,
): Promise<void> {
  const { name, namespace, uid } = object.metadata;
  checkDeletable(kind, object);
  try {
    const options = { preconditions: { uid }, signal };
    await client.delete(kind, { name, namespace }, options);
  } catch (error) {
    throw toBackstageError(`delete ${kind.kind} ${name}`, error);
  }
}

/** @throws ConflictError when a GitOps tool applies an object: it would create it again */
export function checkDeletable(
  kind: ResourceKind,
  object: ResourceObject,
): void {
  rejectManaged(kind, object, 'create it again. Delete it in Git');
}

/** Rejects a change of an object that a GitOps tool applies: it would be reverted. */
function rejectManaged(
  kind: ResourceKind,
  object: ResourceObject,
  remedy: string,
): void {
  const manager = gitOpsManagerOf(object);
  if (manager) {
    throw new ConflictError(
      `${manager} applies ${kind.kind} ${object.metadata.name} from Git and would ${remedy}`,
    );
  }
}

/** Whether a merge patch (RFC 7396) changes a value. */
function changesFields(current: unknown, patch: unknown): boolean {
  if (patch === null) return current !== undefined;
  if (!isRecord(patch)) return !isDeepStrictEqual(current, patch);
  const fields = isRecord(current) ? current : {};
  return Object.entries(patch).some(
    ([name, value]) =>
      value !== undefined && changesFields(fields[name], value),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Number of attempts of a write that somebody else's write at the same time makes fail. */
const maxAttempts = 10;

/**
 * Reads an object and writes it, again when somebody else has written it in between.
 *
 * @throws the error of the last attempt
 */
export async function retryOnConflict<T>(
  readAndWrite: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await readAndWrite();
    } catch (error) {
      if (!isWriteConflict(error) || attempt === maxAttempts) throw error;
    }
  }
}

/** Whether the API server has rejected a write because of another one. Other conflicts stay, however often they are tried. */
function isWriteConflict(error: unknown): boolean {
  const apiError = apiErrorOf(error);
  return isConflict(apiError) || isAlreadyExists(apiError);
}

/** How long a deletion may take until its finalizers are done, and how often that is checked, in milliseconds. */
const deletionTimeoutMs = 30_000;
const deletionPollMs = 250;

/**
 * Deletes objects in reverse order, and waits until the first one is gone, so that its name is free. An object that another
 * request has created meanwhile under the same name stays.
 */
export async function deleteObjects(
  context: VerbContext,
  objects: readonly { kind: ResourceKind; object: ResourceObject }[],
): Promise<void> {
  for (const { kind, object } of [...objects].reverse()) {
    const { name, namespace, uid } = object.metadata;
    try {
      await context.client.delete(
        kind,
        { name, namespace },
        { preconditions: { uid } },
      );
    } catch (error) {
      if (!isNotFound(error) && !isConflict(error)) {
        throw toBackstageError(`delete ${kind.kind} ${name}`, error);
      }
    }
  }
  const [first] = objects;
  if (!first) return;
  const { kind, object } = first;
  for (let waited = 0; waited < deletionTimeoutMs; waited += deletionPollMs) {
    const found = await findObject(context, kind, object.metadata, undefined);
    if (found?.metadata.uid !== object.metadata.uid) return;
    await setTimeout(deletionPollMs);
  }
}

/** Reads an object from the API, not from the cache. Undefined when it does not exist. */
export async function findObject<T extends ResourceObject>(
  { client }: VerbContext,
  kind: ResourceKind<T>,
  key: { namespace?: string; name: string },
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  try {
    const found = await client.find(kind, key, { signal });
    return found && kind.schema.parse(found);
  } catch (error) {
    throw toBackstageError(`read ${kind.kind} ${key.name}`, error);
  }
}
