import fs from 'node:fs';
import path from 'node:path';
import pino, { type Logger } from 'pino';
import {
  EmbeddedCluster,
  type EmbeddedClusterOptions,
} from '../controllers/embedded-cluster';
import { errorCode } from '../api/error-code';
import { ApiServer, type ApiServerOptions } from './api-server';
import { CredentialStore, writePrivateFile } from './credentials';
import { renderKubeconfig } from './kubeconfig';
import { OpenApi } from './openapi/open-api';
import { routeRequest, type Routes } from './route-request';
import { ServerMetrics } from './server-metrics';
import { WatchTerminator } from './watch-terminator';

/**
 * Options of the server.
 *
 * @public
 */
export interface StartServerOptions
  extends Omit<EmbeddedClusterOptions, 'logger'> {
  /** The folder of the database and the credentials; created if it does not exist. */
  dataDirectory: string;
  /** Where to write a kubeconfig for the server. */
  kubeconfig?: string;
  /** Default: the port of the last start, or a free one. */
  port?: number;
  /** Default: no log. */
  logger?: Logger;
}

/**
 * A running Kubernetes API.
 *
 * @public
 */
export interface RunningServer {
  /** `https://127.0.0.1:PORT` */
  url: string;
  /** The text of a kubeconfig for the server. */
  kubeconfig: string;
  stop(): Promise<void>;
}

/**
 * Starts a Kubernetes API on loopback with the data in its folder.
 *
 * @public
 */
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
    const watchTerminator = new WatchTerminator(cluster.registry);
    const metrics = new ServerMetrics(cluster.store);
    const routes: Routes = {
      lifecycle: cluster.lifecycle,
      watchSignal: resource => watchTerminator.signal(resource),
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
    const kubeconfig = renderKubeconfig(server.url, credentials);
    if (options.kubeconfig) {
      const file = path.resolve(options.kubeconfig);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      writePrivateFile(file, kubeconfig);
    }
    logger.info({ url: server.url }, 'the Kubernetes API is ready');
    return {
      url: server.url,
      kubeconfig,
      stop: async () => {
        watchTerminator.terminateAll();
        await server.close();
        cluster.stop();
      },
    };
  } catch (error) {
    cluster.stop();
    throw error;
  }
}

/** Listens on the requested port, otherwise on the port of the last start if it is free, otherwise on any free port. */
async function listen(
  requestedPort: number | undefined,
  lastPort: number | undefined,
  options: Omit<ApiServerOptions, 'port'>,
): Promise<ApiServer> {
  const listenOn = async (port: number) => {
    const server = new ApiServer({ ...options, port });
    await server.listen();
    return server;
  };
  if (requestedPort !== undefined) return listenOn(requestedPort);
  if (lastPort === undefined) return listenOn(0);
  try {
    return await listenOn(lastPort);
  } catch (error) {
    if (errorCode(error) !== 'EADDRINUSE') throw error;
    return listenOn(0);
  }
}
