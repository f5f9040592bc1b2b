const fluxGroups = [
  ['Kustomization', 'kustomize.toolkit.fluxcd.io'],
  ['HelmRelease', 'helm.toolkit.fluxcd.io'],
] as const;

/**
 * The GitOps tool that applies an object, by what it writes on the objects that it tracks. Undefined for none.
 *
 * @public
 * @returns for a message, for example `Flux Kustomization "flux-system/apps"`
 */
export function gitOpsManagerOf({
  metadata: { labels = {}, annotations = {} },
}: {
  metadata: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
}): string | undefined {
  for (const [kind, group] of fluxGroups) {
    const name = labels[`${group}/name`];
    if (name) return `Flux ${kind} "${labels[`${group}/namespace`]}/${name}"`;
  }
  const [tracked] =
    annotations['argocd.argoproj.io/tracking-id']?.split(':') ?? [];
  const application = tracked || labels['argocd.argoproj.io/instance'];
  return application ? `Argo CD Application "${application}"` : undefined;
}
