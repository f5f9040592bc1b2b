import { ANNOTATION_SOURCE_LOCATION } from '@backstage/catalog-model';

export const techDocsAnnotation = 'backstage.io/techdocs-ref';

/** The annotations of the catalog that a resource may give its entity. The others are the catalog's own. */
export const catalogAnnotations: ReadonlySet<string> = new Set([
  techDocsAnnotation,
  ...[
    'adr-location',
    'code-coverage',
    'edit-url',
    'kubernetes-cluster',
    'kubernetes-id',
    'kubernetes-label-selector',
    'kubernetes-namespace',
    'source-location',
    'techdocs-entity',
    'techdocs-entity-path',
    'view-url',
  ].map(name => `backstage.io/${name}`),
]);

/** The prefixes of annotations that plugins of Backstage read. */
export const pluginPrefixes: readonly string[] = [
  'airbrake.io',
  'argocd',
  'bitbucket.org',
  'buildkite.com',
  'circleci.com',
  'datadoghq.com',
  'dev.azure.com',
  'dynatrace.com',
  'firehydrant.com',
  'github.com',
  'gitlab.com',
  'goalert.io',
  'grafana',
  'jenkins.io',
  'jira',
  'lighthouse.com',
  'newrelic.com',
  'opsgenie.com',
  'pagerduty.com',
  'rollbar.com',
  'sentry.io',
  'snyk.io',
  'sonarqube.org',
  'travis-ci.com',
  'vault.io',
];

/** Domains whose annotations belong to this module, the catalog or Kubernetes. */
const reservedDomains = [
  'openchoreo.dev',
  'backstage.io',
  'kubernetes.io',
  'k8s.io',
];

/** Whether annotations with a prefix are never passed on by their prefix. */
export function isReservedPrefix(prefix: string): boolean {
  return reservedDomains.some(
    domain => prefix === domain || prefix.endsWith(`.${domain}`),
  );
}

/**
 * The annotations of a resource that its entity has as well: those that plugins of Backstage read. A path in
 * `backstage.io/techdocs-ref` is left out, because it would be relative to the control plane, and so is a source location that is no
 * URL, because pages cannot show it.
 *
 * @param prefixes - further prefixes, such as `acme.example`
 */
export function passedAnnotations(
  annotations: Readonly<Record<string, string>> = {},
  prefixes: readonly string[] = [],
): Record<string, string> {
  const allowed = new Set([...pluginPrefixes, ...prefixes]);
  return Object.fromEntries(
    Object.entries(annotations).filter(([key, value]) => {
      if (key === techDocsAnnotation && value.startsWith('dir:')) return false;
      if (key === ANNOTATION_SOURCE_LOCATION && !isUrlLocation(value)) {
        return false;
      }
      const [prefix, name] = key.split('/');
      return (
        catalogAnnotations.has(key) ||
        (name !== undefined && allowed.has(prefix) && !isReservedPrefix(prefix))
      );
    }),
  );
}

/** Whether the text is a location such as `url:https://git.example/acme/shop`. */
export function isUrlLocation(text: string): boolean {
  return text.startsWith('url:') && URL.canParse(text.slice('url:'.length));
}
