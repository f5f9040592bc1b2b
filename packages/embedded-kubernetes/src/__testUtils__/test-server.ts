import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startServer, type StartServerOptions } from '../server/start-server';
import { ApiClient } from './api-client';

/** A server for a test, with its own data folder. */
export interface TestServer {
  client: ApiClient;
  folder: string;
  /** The text of a kubeconfig for the server. */
  kubeconfig: string;
  stop(): Promise<void>;
}

/** Starts a server in this process, with a client that uses HTTPS. */
export async function startTestServer(
  options: Partial<StartServerOptions> = {},
): Promise<TestServer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'promenade-kube-'));
  const server = await startServer({ dataDirectory: folder, ...options });
  const client = new ApiClient(server.kubeconfig);
  return {
    client,
    folder,
    kubeconfig: server.kubeconfig,
    stop: async () => {
      client.close();
      await server.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Repeats a request until its result matches, for effects of controllers; returns the last result. */
export async function waitFor<T>(
  request: () => Promise<T>,
  matches: (result: T) => boolean,
): Promise<T> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const result = await request();
    if (matches(result)) return result;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  return request();
}
