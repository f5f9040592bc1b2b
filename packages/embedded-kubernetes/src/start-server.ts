import fs from 'node:fs';
import path from 'node:path';
import pino, { type Logger } from 'pino';
import { CrdController } from './lifecycle/crd-controller';
import { crdRule } from './lifecycle/crd-rule';
import { GarbageCollector } from './lifecycle/garbage-collector';
import { KindRules } from './lifecycle/kind-rules';
import { NamespaceController } from './lifecycle/namespace-controller';
import { namespaceRule } from './lifecycle/namespace-rule';
import { ObjectLifecycle } from './lifecycle/object-lifecycle';
import { ensureSystemNamespaces } from './lifecycle/system-namespaces';
import { customResourceDefinitionType } from './resources/custom-resource-definition-type';
import { ResourceRegistry } from './resources/resource-registry';
import { builtInTypes } from './schema/built-in';
import { ApiServer } from './server/api-server';
import { CredentialStore, writePrivately } from './server/credentials';
import { kubeconfigFor } from './server/kubeconfig';
import { OpenApi } from './server/openapi/open-api';
import { routeRequest, type Routes } from './server/route-requests';
import { ServerMetrics } from './server/server-metrics';
import { LifecycleCluster, SimulatedDataPlane } from './simulated-data-plane';
import { WatchGates } from './server/watch-gates';
import { loadCrds } from './load-crds';
import type { Durability } from './store/database';
import type { HistoryLimits } from './store/event-log';
import { ObjectStore } from './store/object-store';

/** How a Kubernetes API is started. */
export interface StartServerOptions {
  /** Folder of the database and the credentials; made if it is not there. */
  dataDirectory: string;
  /** Where to write a kubeconfig that leads to the server. */
  kubeconfig?: string;
  /** The port of the last start, or a free one, unless told otherwise. */
  port?: number;
  /** Folders or files of CustomResourceDefinitions to install, in YAML. */
  crds?: string[];
  durability?: Durability;
  /** Play the controllers of a data plane: workloads become ready, jobs complete, nothing is run. */
  simulateDataPlane?: boolean;
  /** How much of the past watches and pages of lists can go back to. */
  history?: Partial<HistoryLimits>;
  logger?: Logger;
}

/** A Kubernetes API that runs. */
export interface RunningServer {
  /** `https://127.0.0.1:PORT` */
  url: string;
  /** The text of a kubeconfig that leads here. */
  kubeconfig: string;
  lifecycle: ObjectLifecycle;
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
  const store = new ObjectStore({
    file: path.join(options.dataDirectory, 'kubernetes.sqlite'),
    durability: options.durability,
    history: options.history,
    withoutHistory: ['leases.coordination.k8s.io'],
    onSubscriberError: error => logger.error(error, 'a subscriber failed'),
  });
  const registry = new ResourceRegistry();
  registry.register([customResourceDefinitionType]);
  for (const type of builtInTypes) registry.register([type]);
  const kindRules = new KindRules()
    .add('namespaces', namespaceRule)
    .add('customresourcedefinitions.apiextensions.k8s.io', crdRule);
  const lifecycle = new ObjectLifecycle({ store, registry, kindRules });
  const failed = (what: string) => (error: unknown, key: string) =>
    logger.error({ err: error, key }, `${what} failed`);
  const controllers = [
    new CrdController(lifecycle, failed('serving a custom resource')),
    new GarbageCollector(lifecycle, failed('garbage collection')),
    new NamespaceController(lifecycle, failed('emptying a namespace')),
  ];
  ensureSystemNamespaces(lifecycle);
  for (const source of options.crds ?? []) loadCrds(lifecycle, source);
  const dataPlane =
    options.simulateDataPlane &&
    new SimulatedDataPlane({
      cluster: new LifecycleCluster(lifecycle),
      onError: failed('simulating the data plane'),
    });
  if (dataPlane) dataPlane.start();

  const gates = new WatchGates(registry);
  const metrics = new ServerMetrics(store);
  const routes: Routes = {
    lifecycle,
    watchSignal: resource => gates.signal(resource),
    metrics,
    openApi: new OpenApi(registry),
  };
  const listen = async (port: number) => {
    const server = new ApiServer({
      credentials,
      port,
      metrics,
      handle: request => routeRequest(routes, request),
      onError: (error, url) =>
        logger.error({ err: error, url }, 'a request failed'),
    });
    return { server, url: await server.listen() };
  };
  const { server, url } = await listenWhere(
    listen,
    options.port,
    credentials.port,
  );
  credentialStore.save({ ...credentials, port: server.port });
  const kubeconfig = kubeconfigFor(url, credentials);
  if (options.kubeconfig) {
    fs.mkdirSync(path.dirname(path.resolve(options.kubeconfig)), {
      recursive: true,
    });
    writePrivately(options.kubeconfig, kubeconfig);
  }
  logger.info({ url }, 'the Kubernetes API is ready');
  return {
    url,
    kubeconfig,
    lifecycle,
    stop: async () => {
      gates.closeAll();
      if (dataPlane) dataPlane.stop();
      controllers.forEach(controller => controller.stop());
      await server.close();
      store.close();
    },
  };
}

/** Listens where it is told to, else where it did before if that is free, else anywhere. */
async function listenWhere<T>(
  listen: (port: number) => Promise<T>,
  wanted: number | undefined,
  last: number | undefined,
): Promise<T> {
  if (wanted !== undefined) return listen(wanted);
  if (last === undefined) return listen(0);
  try {
    return await listen(last);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code !== 'EADDRINUSE') throw error;
    return listen(0);
  }
}
