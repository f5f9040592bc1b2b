import { KubeClient, KubeObject } from '@promenade/kube-client';

/** The result of a dry run of manifests. */
export interface DryRunResult {
  /** The errors of rejected manifests, one for each. */
  rejected: string[];
  /** The kinds of the manifests, sorted. */
  kinds: string[];
}

/**
 * Applies manifests as a dry run with strict validation in the namespace `default`, so that unknown fields are rejected too.
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
