import { KubeClient, Logger, Metrics } from '@promenade/kube-client';
import { abortOnUpgrade } from './abort-on-upgrade';
import { ControlPlane, createControlPlane } from './control-plane';
import {
  ControllerSet,
  findPromotionControllers,
  readKindsOf,
} from './controller-set';
import { HealthServer, HealthSource, startHealthServer } from './health-server';
import { LeaderOptions, processIdentity, runWhileLeading } from './leader';
import { createLogger } from './logger';
import { Options, UsageError, parseOptions, usage } from './options';
import { StartError, prepareApi } from './prepare';
import { createPrometheusMetrics } from './prometheus-metrics';

/**
 * Runs the process `promenade-control-plane`.
 *
 * @param args - command line, without node and script
 * @returns the exit status, also of a run that failed
 *
 * @public
 */
export async function main(args: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = parseOptions(args);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n\n${usage}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const logger = createLogger({
    level: options.logLevel,
    format: options.logFormat,
    sink: process.stderr,
  });
  try {
    await serve(options, logger, stopSignal());
    return 0;
  } catch (error) {
    logger.error(
      error instanceof Error ? error.message : String(error),
      error instanceof StartError ? undefined : { error },
    );
    return 1;
  }
}

function connect(
  { kubeconfig, context }: Options,
  metrics: Metrics,
): KubeClient {
  try {
    return KubeClient.fromKubeconfig(kubeconfig, {
      context,
      userAgent: 'promenade-control-plane',
      // API priority and fairness of the server limits the requests.
      qps: 0,
      metrics,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new StartError(message, { cause: error });
  }
}

async function findControllers(
  { controllers }: Options,
  client: KubeClient,
): Promise<ControllerSet> {
  if (controllers === 'all') return 'all';
  try {
    return await findPromotionControllers(client);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new StartError(`Cannot use ${client.server}: ${message}`, {
      cause: error,
    });
  }
}

async function listen(
  { metricsPort: port, bindAddress: host }: Options,
  source: HealthSource,
): Promise<HealthServer> {
  try {
    return await startHealthServer(source, { port, host });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(
      `Cannot listen on port ${port} of ${host} (${message}). Choose another port with --metrics-port`,
      { cause },
    );
  }
}

/** Serves until the signal is aborted: the controllers of promotions of 0.3 until the API server has 1.x, then those of 1.x. */
async function serve(
  options: Options,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { metrics, contentType, scrape } = createPrometheusMetrics();
  const client = connect(options, metrics);
  const identity = processIdentity();
  let controlPlane: ControlPlane | undefined;
  let health: HealthServer | undefined;
  const notReady = () => controlPlane?.notReady();
  try {
    while (!signal.aborted) {
      const controllers = await findControllers(options, client);
      await prepareApi(client, { ...options, controllers }, logger, signal);
      controlPlane = createControlPlane({
        client,
        controllers,
        organizations: options.organizations,
        identity,
        signingKeySecret: options.signingKeySecret,
        gateAllowLoopback: options.gateAllowLoopback,
        gitHosts: options.gitHosts,
        logger,
        metrics,
      });
      health ??= await listen(options, {
        unhealthy: () => undefined,
        notReady,
        contentType,
        scrape,
      });
      const { length } = readKindsOf(controllers);
      logger.info(`Reconciling ${length} kinds of ${client.server}`, {
        controllers,
        organizations: options.organizations ?? 'all',
        health: `http://${options.bindAddress}:${health.port}`,
      });
      await run(
        controlPlane,
        { ...options, client, identity, logger, metrics },
        controllers === 'class-binding-promotion'
          ? abortOnUpgrade(client, logger, signal)
          : signal,
      );
    }
  } finally {
    await health?.close();
    await client.close();
  }
}

async function run(
  controlPlane: ControlPlane,
  options: Pick<
    Options,
    'leaderElect' | 'leaderElectNamespace' | 'organizations'
  > &
    Omit<LeaderOptions, 'namespace'>,
  signal: AbortSignal,
): Promise<void> {
  const { leaderElect, leaderElectNamespace, ...leaderOptions } = options;
  if (!leaderElect) return controlPlane.start(signal);
  const namespace =
    leaderElectNamespace ?? options.client.namespace ?? 'default';
  return runWhileLeading(controlPlane, { ...leaderOptions, namespace }, signal);
}

/** Returns a signal that SIGINT and SIGTERM abort. The second one exits at once. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = (name: NodeJS.Signals) => {
    if (stopping.signal.aborted) {
      process.exit(130);
    }
    stopping.abort(new Error(`received ${name}`));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return stopping.signal;
}
