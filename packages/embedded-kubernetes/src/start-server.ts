import fs from 'node:fs';
import path from 'node:path';
import pino, { type Logger } from 'pino';
import {
  EmbeddedCluster,
  type EmbeddedClusterOptions,
} from './embedded-cluster';
import { errorCodeOf } from './api/error-code';
import { ApiServer, type ApiServerOptions } from './server/api-server';
import { CredentialStore, writePrivately } from './server/credentials';
import { kubeconfigFor } from './server/kubeconfig';
import { OpenApi } from './server/openapi/open-api';
import { routeRequest, type Routes } from './server/route-request';
import { ServerMetrics } from './server/server-metrics';
import { WatchGates } from './server/watch-terminator';

/** How a Kubernetes API is started. */
export interface StartServerOptions
  extends Omit<EmbeddedClusterOptions, 'logger'> {
  /** Folder of the database and the credentials; made if it is not there. */
  dataDirectory: string;
  /** Where to write a kubeconfig that leads to the server. */
  kubeconfig?: string;
  /** The port of the last start, or a free one, unless told otherwise. */
  port?: number;
  /** Silent unless given. */
  logger?: Logger;
}

/** A Kubernetes API that runs. */
export interface RunningServer {
  /** `https://127.0.0.1:PORT` */
  url: string;
  /** The text of a kubeconfig that leads here. */
  kubeconfig: string;
  stop(): Promise<void>;
}

/** Starts a Kubernetes API on loopback, over what its folder holds. */
export async function startServer(
  options: StartServerOptions,
): Promise<RunningServer> {
  const logger = options.logger ?? pino({ level: 'silent' });
  fs.mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
  const credentialStore = new CredentialStore(options.dataDirectory);
  const credentials = await credentialStore.load();
  const cluster = new EmbeddedCluster({ ...options, logger });
  try {
    cluster.start();
    const gates = new WatchGates(cluster.registry);
    const metrics = new ServerMetrics(cluster.store);
    const routes: Routes = {
      lifecycle: cluster.lifecycle,
      watchSignal: resource => gates.signal(resource),
      metrics,
      openApi: new OpenApi(cluster.registry),
    };
    const server = await listen(options.port, credentials.port, {
      credentials,
      metrics,
      handle: request => routeRequest(routes, request),
      onError: (error, url) =>
        logger.error({ err: error, url }, 'a request failed'),
    });
    credentialStore.save({ ...credentials, port: server.port });
    const kubeconfig = kubeconfigFor(server.url, credentials);
    if (options.kubeconfig) {
      const file = path.resolve(options.kubeconfig);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      writePrivately(file, kubeconfig);
    }
    logger.info({ url: server.url }, 'the Kubernetes API is ready');
    return {
      url: server.url,
      kubeconfig,
      stop: async () => {
        gates.closeAll();
        await server.close();
        cluster.stop();
      },
    };
  } catch (error) {
    cluster.stop();
    throw error;
  }
}

/** Listens where it is told to, else where it did before if that is free, else anywhere. */
async function listen(
  wanted: number | undefined,
  last: number | undefined,
  options: Omit<ApiServerOptions, 'port'>,
): Promise<ApiServer> {
  const on = async (port: number) => {
    const server = new ApiServer({ ...options, port });
    await server.listen();
    return server;
  };
  if (wanted !== undefined) return on(wanted);
  if (last === undefined) return on(0);
  try {
    return await on(last);
  } catch (error) {
    if (errorCodeOf(error) !== 'EADDRINUSE') throw error;
    return on(0);
  }
}
