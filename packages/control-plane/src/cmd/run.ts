import { KubeClient, Logger, Metrics } from '@promenade/kube-client';
import { kinds } from '@promenade/openchoreo-model';
import { createControlPlane } from './control-plane';
import { HealthServer, HealthSource, startHealthServer } from './health-server';
import { processIdentity, runWhileLeading } from './leader';
import { createLogger } from './logger';
import { Options, UsageError, parseOptions, usage } from './options';
import { StartError, prepareApi } from './prepare';
import { createPrometheusMetrics } from './prometheus-metrics';
import { stopSignal } from './stop-signal';

/** Runs the process from its command line to its exit status. Never rejects. */
export async function run(args: readonly string[]): Promise<number> {
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
      // The server's own priority and fairness is the limit.
      qps: 0,
      metrics,
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(why, { cause: error });
  }
}

async function listen(
  { metricsPort: port, bindAddress: host }: Options,
  source: HealthSource,
): Promise<HealthServer> {
  try {
    return await startHealthServer(source, { port, host });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(
      `Cannot listen on port ${port} of ${host} (${why}). Choose another with --metrics-port`,
      { cause },
    );
  }
}

async function serve(
  options: Options,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { metrics, contentType, scrape } = createPrometheusMetrics();
  const client = connect(options, metrics);
  const identity = processIdentity();
  const { organizations } = options;
  const controlPlane = createControlPlane({
    client,
    organizations,
    identity,
    logger,
    metrics,
  });
  try {
    await prepareApi(client, options, logger, signal);
    const health = await listen(options, {
      unhealthy: () => undefined,
      notReady: () => controlPlane.notReady(),
      contentType,
      scrape,
    });
    logger.info(`Looking after ${kinds.length} kinds of ${client.server}`, {
      organizations: organizations ?? 'all',
      health: `http://${options.bindAddress}:${health.port}`,
    });
    try {
      if (options.leaderElect) {
        const namespace =
          options.leaderElectNamespace ?? client.namespace ?? 'default';
        await runWhileLeading(
          controlPlane,
          { client, namespace, organizations, identity, logger, metrics },
          signal,
        );
      } else {
        await controlPlane.start(signal);
      }
    } finally {
      await health.close();
    }
  } finally {
    await client.close();
  }
}
