import type { KubeClient } from '@promenade/kube-client';
import type {
  KindDefinition,
  KubernetesObject,
} from '@promenade/openchoreo-model';
import type { ResourceCache } from '../cache/ResourceCache';
import { refusal } from './refusal';

/** Who the API server says has written what the commands write. */
export const fieldManager = 'promenade-backstage';

/** What commands work with. */
export interface CommandContext {
  client: KubeClient;
  cache: ResourceCache;
}

/** How a command is to be carried out. */
export interface CommandOptions {
  /** Ends the command. */
  signal?: AbortSignal;
  /** Let the API check everything, and create or change nothing. */
  dryRun?: boolean;
}

/** Creates an object. Throws what `refusal` makes of the API's no. */
export async function create<T extends KubernetesObject>(
  { client }: CommandContext,
  kind: KindDefinition<T>,
  object: KubernetesObject,
  options: CommandOptions = {},
): Promise<T> {
  try {
    const created = await client.create(kind, object, {
      ...options,
      fieldManager,
      fieldValidation: 'Strict',
    });
    return kind.schema.parse(created);
  } catch (error) {
    throw refusal(`create ${described(kind, object)}`, error);
  }
}

/** An object as the API has it now, not as the cache knew it. */
export async function find<T extends KubernetesObject>(
  { client }: CommandContext,
  kind: KindDefinition<T>,
  key: { namespace?: string; name: string },
  { signal }: CommandOptions = {},
): Promise<T | undefined> {
  try {
    const found = await client.find(kind, key, { signal });
    return found && kind.schema.parse(found);
  } catch (error) {
    throw refusal(`read ${kind.kind} ${key.name}`, error);
  }
}

function described(kind: KindDefinition, { metadata }: KubernetesObject) {
  const where = metadata.namespace ? ` in ${metadata.namespace}` : '';
  return `${kind.kind} ${metadata.name}${where}`;
}
