import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startServer, type StartServerOptions } from '../start-server';
import { ApiClient } from './api-client';

/** A server of a test, in a folder of its own. */
export interface TestServer {
  client: ApiClient;
  folder: string;
  /** The text of a kubeconfig that leads here. */
  kubeconfig: string;
  stop(): Promise<void>;
}

/** Starts a server in this process, reached over HTTPS like any other. */
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

/** Repeats a question until the answer is right; the events of the API tell of changes, but not of what follows from them. */
export async function waitFor<T>(
  ask: () => Promise<T>,
  isRight: (answer: T) => boolean,
): Promise<T> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  return ask();
}
