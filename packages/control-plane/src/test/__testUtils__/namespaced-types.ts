import { KubeClient, ResourceType } from '@promenade/kube-client';

/** Every type of objects in namespaces that an API serves, but for Secrets. */
export async function namespacedTypes(
  client: KubeClient,
): Promise<ResourceType[]> {
  const types = await client.resources();
  return types.filter(
    ({ scope, kind, group }) =>
      scope === 'Namespaced' &&
      !(kind === 'Secret' && group === '') &&
      // Reviews and the like are asked, and not kept.
      !group.endsWith('authorization.k8s.io') &&
      !['Binding', 'PodTemplate'].includes(kind),
  );
}
