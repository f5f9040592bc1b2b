export const deployments = '/apis/apps/v1/namespaces/default/deployments';

/** A Deployment without system metadata. */
export function deployment(name: string) {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'nginx:1' }] },
      },
    },
  };
}
