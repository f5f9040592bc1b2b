import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const kubeconfigSchema = z.object({
  'current-context': z.string(),
  contexts: z.array(
    z.object({
      name: z.string(),
      context: z.object({ cluster: z.string(), user: z.string() }),
    }),
  ),
  clusters: z.array(
    z.object({
      name: z.string(),
      cluster: z.object({
        'certificate-authority-data': z.string().optional(),
      }),
    }),
  ),
  users: z.array(
    z.object({
      name: z.string(),
      user: z.object({
        'client-certificate-data': z.string().optional(),
        'client-key-data': z.string().optional(),
        token: z.string().optional(),
      }),
    }),
  ),
});

/** What the current context of a kubeconfig signs in with, as the data of a Secret. */
export function readCredentials(file: string): Record<string, string> {
  const config = kubeconfigSchema.parse(parse(readFileSync(file, 'utf8')));
  const context = config.contexts.find(
    ({ name }) => name === config['current-context'],
  )?.context;
  const cluster = config.clusters.find(({ name }) => name === context?.cluster);
  const user = config.users.find(({ name }) => name === context?.user)?.user;
  const data = {
    'ca.crt': cluster?.cluster['certificate-authority-data'],
    'tls.crt': user?.['client-certificate-data'],
    'tls.key': user?.['client-key-data'],
    token: user?.token && Buffer.from(user.token).toString('base64'),
  };
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) =>
      value ? [[key, value]] : [],
    ),
  );
}
