import { dump } from 'js-yaml';
import type { Credentials } from './credentials';

const name = 'promenade';

/** Renders a kubeconfig for a server of this package. */
export function renderKubeconfig(
  server: string,
  credentials: Credentials,
): string {
  return dump({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server,
          'certificate-authority-data': Buffer.from(
            credentials.certificate,
          ).toString('base64'),
        },
      },
    ],
    users: [{ name, user: { token: credentials.token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  });
}
