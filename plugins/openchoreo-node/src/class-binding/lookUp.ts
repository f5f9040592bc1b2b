import type {
  KindDefinition,
  KubernetesObject,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';

/**
 * The organization whose environments, planes and pipelines the others may use.
 *
 * @public
 */
export const sharedOrganization = 'default';

/** A resource of an organization; where it has none of that name, the shared one. */
export function lookUp<T extends KubernetesObject>(
  reader: ResourceReader,
  kind: KindDefinition<T>,
  organization: string,
  name: string,
): T | undefined {
  return (
    reader.get(kind, { namespace: organization, name }) ??
    reader.get(kind, { namespace: sharedOrganization, name })
  );
}
