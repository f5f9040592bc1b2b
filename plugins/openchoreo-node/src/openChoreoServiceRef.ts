import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { KubeClient } from '@promenade/kube-client';
import { readOpenChoreoConfig } from './config';
import { createOpenChoreo } from './createOpenChoreo';
import { readPrometheusConfig } from './metrics/prometheusConfig';
import type { OpenChoreoService } from './OpenChoreoService';

/**
 * The OpenChoreo that `openchoreo` of the configuration selects. It is a root-scoped service: all plugins of a process share it.
 *
 * It is available at once, even while the kubeconfig cannot be used or the cluster is unreachable. `cache.freshness()` reports
 * whether it is current, and why not.
 *
 * @public
 */
export const openChoreoServiceRef = createServiceRef<OpenChoreoService>({
  id: 'openchoreo.platform',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.rootLogger,
      },
      factory({ config, lifecycle, logger }) {
        const { sources: configured, hasNamedSources } =
          readOpenChoreoConfig(config);
        const ownLogger = logger.child({ service: 'openchoreo' });
        const sources = configured.map(source => ({
          ...source,
          logger: hasNamedSources
            ? ownLogger.child({ source: source.name })
            : ownLogger,
          client: KubeClient.fromKubeconfig(source.kubeconfig, {
            context: source.context,
            isDeferred: true,
            userAgent: 'promenade-backstage',
          }),
        }));
        const stop = new AbortController();
        lifecycle.addShutdownHook(async () => {
          stop.abort();
          await Promise.all(sources.map(({ client }) => client.close()));
        });
        return createOpenChoreo({
          ...(hasNamedSources ? { sources } : sources[0]),
          prometheus: readPrometheusConfig(config),
          logger: ownLogger,
          signal: stop.signal,
        });
      },
    }),
});
