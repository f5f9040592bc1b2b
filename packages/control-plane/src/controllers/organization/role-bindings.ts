import type { KubeClient, KubeObject } from '@promenade/kube-client';
import { labels, managers } from '@promenade/openchoreo-model';
import type { Subject } from '../../core/access/organization-access';
import { roleBindingType } from '../../runtime/kubernetes-types';

/** A RoleBinding. */
export interface RoleBinding extends KubeObject {
  readonly roleRef: {
    readonly apiGroup: string;
    readonly kind: string;
    readonly name: string;
  };
  readonly subjects?: readonly Subject[];
}

/** The RoleBindings of the control plane in the namespaces of organizations. */
export interface RoleBindings {
  /** Those of a namespace; none of other managers. */
  list(namespace: string): Promise<RoleBinding[]>;
  /** @throws ApiError AlreadyExists if somebody else has one of this name */
  create(binding: RoleBinding): Promise<void>;
  /** Replaces the subjects. @throws ApiError Conflict if it changed since it was listed */
  setSubjects(
    binding: RoleBinding,
    subjects: readonly Subject[],
  ): Promise<void>;
  remove(binding: RoleBinding): Promise<void>;
}

/**
 * {@link RoleBindings} of a cluster. They are read when an organization is reconciled and not cached: the other RoleBindings of the
 * cluster may be many.
 */
export class ClusterRoleBindings implements RoleBindings {
  readonly #client: KubeClient;

  constructor(client: KubeClient) {
    this.#client = client;
  }

  async list(namespace: string): Promise<RoleBinding[]> {
    const { items } = await this.#client.list<RoleBinding>(roleBindingType, {
      namespace,
      labelSelector: `${labels.managedBy}=${managers.controlPlane}`,
    });
    return items;
  }

  async create(binding: RoleBinding): Promise<void> {
    await this.#client.create(roleBindingType, binding, {
      fieldManager: managers.controlPlane,
    });
  }

  async setSubjects(
    { metadata }: RoleBinding,
    subjects: readonly Subject[],
  ): Promise<void> {
    const { resourceVersion } = metadata;
    await this.#client.patch(
      roleBindingType,
      metadata,
      { metadata: { resourceVersion }, subjects },
      { type: 'merge', fieldManager: managers.controlPlane },
    );
  }

  async remove({ metadata }: RoleBinding): Promise<void> {
    await this.#client.delete(roleBindingType, metadata);
  }
}
