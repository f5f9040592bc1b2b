import type {
  KindDefinition,
  KubernetesObject,
} from '@promenade/openchoreo-model';
import { toBackstageError } from '../../verbs/toBackstageError';
import type { VerbContext } from '../../verbs/Verb';

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
export async function createObject<T extends KubernetesObject>(
  { client }: VerbContext,
  kind: KindDefinition<T>,
  object: KubernetesObject,
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

/** Reads an object from the API, not from the cache. Undefined when it does not exist. */
export async function findObject<T extends KubernetesObject>(
  { client }: VerbContext,
  kind: KindDefinition<T>,
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
