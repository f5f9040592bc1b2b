/** Small manifests of the kinds that Releases hold. */
export function configMap(
  namespace: string,
  name: string,
  data: Record<string, string> = { a: '1' },
) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace },
    data,
  };
}

export function service(
  namespace: string,
  name: string,
  ports: object[] = [{ name: 'http', port: 80, targetPort: 0 }],
) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { type: 'ClusterIP', selector: { app: name }, ports },
  };
}

export function deployment(namespace: string, name: string, replicas = 1) {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      replicas,
      strategy: {},
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'main',
              image: 'registry.test/app:1',
              // Not as a server writes it: it makes 1 of 1000m.
              resources: { requests: { cpu: '1000m' } },
            },
          ],
        },
      },
    },
  };
}
