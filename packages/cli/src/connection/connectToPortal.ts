import { OpenChoreoClient } from '@promenade/backstage-plugin-openchoreo-common';
import { CommandError } from '../errors/CommandError';
import type { Terminal } from '../Terminal';
import type { Connection } from './Connection';
import { readToken } from './readToken';

/** Connects to the REST API of a portal with a token. */
export async function connectToPortal(
  portal: string,
  { tokenFile }: { tokenFile?: string },
  { env }: Pick<Terminal, 'env'>,
): Promise<Connection> {
  const baseUrl = parseUrl(portal);
  const token = await readToken(tokenFile, env);
  return {
    api: new OpenChoreoClient({
      discoveryApi: {
        getBaseUrl: async pluginId => `${baseUrl}/api/${pluginId}`,
      },
      fetchApi: { fetch: authorizedFetch(baseUrl, token) },
    }),
    close: async () => {},
  };
}

function parseUrl(portal: string): string {
  const url = URL.canParse(portal) ? new URL(portal) : undefined;
  if (url?.username || url?.password) {
    throw new CommandError(
      'usage',
      'The URL of --portal has a user name or a password. Use PROMENADE_TOKEN or --token-file',
    );
  }
  if (url?.protocol === 'https:' || url?.protocol === 'http:') {
    return url.href.replace(/\/+$/, '');
  }
  throw new CommandError(
    'usage',
    `--portal is "${portal}". Use the base URL of the backend, such as https://backstage.example.com`,
  );
}

/** Adds the token to requests. It is not sent to another host: a redirect is an error. */
function authorizedFetch(baseUrl: string, token: string): typeof fetch {
  return async (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set('Authorization', `Bearer ${token}`);
    headers.set('User-Agent', 'promenade-cli');
    try {
      return await fetch(url, { ...init, headers, redirect: 'error' });
    } catch (error) {
      if (init?.signal?.aborted) throw error;
      throw new CommandError(
        'unavailable',
        `Cannot reach the portal at ${baseUrl}: ${reasonOf(
          error,
        )}. Check --portal`,
        error,
      );
    }
  };
}

/** `fetch` says what failed in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error
    ? error.cause.message || String(error.cause)
    : error.message;
}
