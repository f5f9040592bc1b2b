import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '@backstage/errors';
import type { PlanChange } from '@promenade/backstage-plugin-openchoreo-common';
import {
  annotations,
  type KindDefinition,
  type KubernetesObject,
} from '@promenade/openchoreo-model';
import { commandAnnotations } from '../../domain/commandAnnotations';
import type { VerbContext, VerbRequest } from '../../verbs/Verb';
import { fact, factChanges, type ReleaseFact } from '../../views/releaseFacts';
import { newObject, type NewObjectInput } from '../../adapter-base/newObject';
import { requestAnnotations } from '../../adapter-base/requestAnnotations';
import {
  createObject,
  findObject,
  patchObject,
  retryOnConflict,
} from '../../adapter-base/writeObjects';

/** How an object is created or changed. */
interface Application<T extends KubernetesObject> {
  kind: KindDefinition<T>;
  input: NewObjectInput & { organization: string; resourceVersion?: string };
  /**
   * The fields of the spec to set. A list replaces that of the object; other fields of the object stay.
   *
   * @param before - the object of now; undefined when it is to be created
   */
  specOf(before: T | undefined): object | Promise<object>;
  /** The facts that the changes compare, beside those of the annotations. */
  describe(object: T): ReleaseFact[];
}

/**
 * Creates an object, or changes the given fields of it. An object that has all of them already is not written. The API server
 * validates everything.
 *
 * @returns the object as the API server has stored it or, on a dry run, would store it, and what has changed
 * @throws ConflictError when the object is being deleted, or was changed since the version that the input names, and the errors of `toBackstageError`
 */
export async function applyObject<T extends KubernetesObject>(
  context: VerbContext,
  application: Application<T>,
  request: VerbRequest,
  dryRun: boolean,
): Promise<{ object: T; changes: PlanChange[] }> {
  const { kind, input, describe } = application;
  const { signal } = request;
  const key = { namespace: input.organization, name: input.name };
  const factsOf = (object: T) => [
    ...describeAnnotations(object),
    ...describe(object),
  ];
  return retryOnConflict(async () => {
    const before = await findObject(context, kind, key, signal);
    if (before?.metadata.deletionTimestamp) {
      throw new ConflictError(
        `The ${kind.kind} ${key.name} of ${key.namespace} is being deleted. Try again when it is gone`,
      );
    }
    checkVersion(context, application, before);
    const object = before
      ? await change(context, application, before, request, dryRun)
      : await create(context, application, request, dryRun);
    return {
      object,
      changes: factChanges(before ? factsOf(before) : [], factsOf(object)),
    };
  });
}

/** @throws ConflictError when the object is not the one that the caller saw */
function checkVersion<T extends KubernetesObject>(
  { versions }: VerbContext,
  { kind, input: { organization, name, resourceVersion } }: Application<T>,
  live: T | undefined,
): void {
  if (resourceVersion === undefined) return;
  if (live && versions.isCurrent(live, resourceVersion)) return;
  throw new ConflictError(
    `The ${kind.kind} ${name} of ${organization} was changed since you saw it. Review the change, then try again`,
  );
}

async function create<T extends KubernetesObject>(
  context: VerbContext,
  { kind, input, specOf }: Application<T>,
  { requestedBy, signal }: VerbRequest,
  dryRun: boolean,
): Promise<T> {
  const spec = await specOf(undefined);
  const object = newObject(kind, input, requestedBy, { spec });
  return createObject(context, kind, object, { signal, dryRun });
}

/** Asks the API server first whether anything would change, so that an equal object keeps its resource version. */
async function change<T extends KubernetesObject>(
  context: VerbContext,
  { kind, input, specOf }: Application<T>,
  before: T,
  { requestedBy, signal }: VerbRequest,
  dryRun: boolean,
): Promise<T> {
  const { displayName } = input;
  const given = {
    ...requestAnnotations(input, undefined),
    ...(displayName && { [annotations.displayName]: displayName }),
  };
  const spec = await specOf(before);
  const patch = { metadata: { annotations: given }, spec };
  const options = { signal, dryRun: true };
  const planned = await patchObject(context, kind, before, patch, options);
  if (dryRun || hasSameContent(before, planned)) return planned;
  const recorded = requestAnnotations(input, requestedBy);
  return patchObject(
    context,
    kind,
    before,
    { metadata: { annotations: { ...given, ...recorded } }, spec },
    { signal },
  );
}

function hasSameContent(a: KubernetesObject, b: KubernetesObject): boolean {
  return (
    isDeepStrictEqual(a.spec, b.spec) &&
    isDeepStrictEqual(
      a.metadata.annotations ?? {},
      b.metadata.annotations ?? {},
    )
  );
}

function describeAnnotations({ metadata }: KubernetesObject): ReleaseFact[] {
  const labelled = {
    'display name': annotations.displayName,
    description: annotations.description,
    owner: commandAnnotations.owner,
  };
  return Object.entries(labelled).flatMap(([label, annotation]) => {
    const value = metadata.annotations?.[annotation];
    return value === undefined ? [] : [fact('other', label, value)];
  });
}
