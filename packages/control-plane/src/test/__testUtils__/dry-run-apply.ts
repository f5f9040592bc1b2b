import { KubeClient, KubeObject } from '@promenade/kube-client';

/** What an API server said to manifests. */
export interface DryRunResult {
  /** Why some were rejected, one entry a manifest. */
  rejected: string[];
  /** The kinds that were asked for, sorted. */
  kinds: string[];
}

/**
 * Asks an API server whether it would have manifests: each by a dry run with strict validation, in the namespace
 * `default`, so that a field that a kind has not counts as much as a value that it must not have.
 */
export async function dryRunApply(
  client: KubeClient,
  manifests: readonly KubeObject[],
): Promise<DryRunResult> {
  const rejected: string[] = [];
  const kinds = new Set<string>();
  for (const manifest of manifests) {
    const { apiVersion, kind, metadata } = manifest;
    kinds.add(kind);
    const type = await client.resourceFor(apiVersion, kind);
    if (!type) {
      rejected.push(`${apiVersion} ${kind} is not served`);
      continue;
    }
    const { namespace: _, ...named } = metadata;
    const object: KubeObject = {
      ...manifest,
      metadata: {
        ...named,
        labels: { ...metadata.labels },
        ...(type.scope === 'Namespaced' && { namespace: 'default' }),
      },
    };
    await client
      .apply(type, object, {
        fieldManager: 'test',
        force: true,
        dryRun: true,
        fieldValidation: 'Strict',
      })
      .catch((error: unknown) =>
        rejected.push(`${kind} ${metadata.name}: ${error}`),
      );
  }
  return { rejected, kinds: [...kinds].sort() };
}
