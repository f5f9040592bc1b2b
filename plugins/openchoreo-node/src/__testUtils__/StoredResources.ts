import { mockServices } from '@backstage/backend-test-utils';
import type { KindDefinition } from '@promenade/openchoreo-model';
import { ResourceStore } from '../cache/ResourceStore';
import { kinds } from '../class-binding/kinds';

/** The metadata of a resource, with its status. The namespace is `acme` by default. */
export type StoredMetadata = {
  namespace?: string;
  status?: object;
  annotations?: object;
} & Record<string, unknown>;

/** The resources of an OpenChoreo, in memory. */
export class StoredResources {
  readonly store = new ResourceStore({
    kinds,
    logger: mockServices.logger.mock(),
  });

  with(
    kind: KindDefinition,
    name: string,
    spec: object,
    { namespace = 'acme', status, ...metadata }: StoredMetadata = {},
  ): this {
    const { apiVersion, kind: kindName, scope } = kind;
    const raw = {
      apiVersion,
      kind: kindName,
      metadata: {
        name,
        ...(scope === 'Namespaced' && { namespace }),
        ...metadata,
      },
      spec,
      ...(status && { status }),
    };
    this.store.parse(kind, raw);
    return this;
  }
}
