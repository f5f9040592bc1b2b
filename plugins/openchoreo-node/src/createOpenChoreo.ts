import type { LoggerService } from '@backstage/backend-plugin-api';
import type { KubeClient } from '@promenade/kube-client';
import { platformAdapters } from './adapter/adapters';
import type { OpenChoreoPlatform } from './adapter/OpenChoreoPlatform';
import { Platform } from './adapter/Platform';
import type { PlatformAdapters } from './adapter/PlatformAdapter';
import { AuditLog } from './audit/AuditLog';
import type { SigningKeyRef } from './config';
import { createCatalogSync } from './domain/CatalogSync';
import type { OpenChoreoService } from './OpenChoreoService';
import { CombinedPlatform } from './sources/CombinedPlatform';
import { OrganizationConflicts } from './sources/OrganizationConflicts';
import { OrganizationNames } from './sources/OrganizationNames';
import { PrefixedPlatform } from './sources/PrefixedPlatform';
import { SourceRoutes } from './sources/SourceRoutes';
import { BuildLogReader } from './runtime/BuildLogReader';
import { DataPlaneReader } from './runtime/DataPlaneReader';
import { MetricsReader } from './metrics/MetricsReader';
import type { PrometheusConfig } from './metrics/prometheusConfig';
import { RuntimeReader } from './runtime/RuntimeReader';
import {
  waitForBuild,
  waitForDeletion,
  waitForProjectPromotion,
  waitForPromotion,
  waitForReady,
} from './verbs/waitFor';
import { OpenChoreoViews } from './views/OpenChoreoViews';

/**
 * A control plane.
 *
 * @public
 */
export interface OpenChoreoSource {
  client: KubeClient;
  /** What the names of its organizations begin with in Backstage. Empty by default. */
  organizationPrefix?: string;
  /** Whether the resources of an organization are cached, by its name in Kubernetes. All are by default. */
  includes?: (organization: string) => boolean;
  /** The Secret with the key that signs decisions. By default the one that the control plane creates. */
  signingKey?: SigningKeyRef;
  /** Where its kubeconfig is configured, for messages. `openchoreo` by default. */
  configKey?: string;
}

/**
 * A control plane that is one of several.
 *
 * @public
 */
export interface NamedOpenChoreoSource extends OpenChoreoSource {
  /** Differs from those of the other control planes. */
  name: string;
  /** Its log. By default that of all control planes. */
  logger?: LoggerService;
}

/**
 * Starts to watch an OpenChoreo, until the signal is aborted. Returns at once. `cache.waitForSync` resolves when the resources
 * have been read.
 *
 * @public
 */
export function createOpenChoreo(
  options: (
    | OpenChoreoSource
    | { sources: readonly NamedOpenChoreoSource[] }
  ) & {
    logger: LoggerService;
    signal: AbortSignal;
    /** The Prometheus of data planes. None by default. */
    prometheus?: readonly PrometheusConfig[];
    /** The adapters of this package by default. */
    adapters?: PlatformAdapters;
  },
): OpenChoreoService {
  const {
    adapters = platformAdapters,
    prometheus = [],
    logger,
    signal,
  } = options;
  const start = (
    source: OpenChoreoSource & Pick<NamedOpenChoreoSource, 'logger'>,
  ): OpenChoreoPlatform => {
    const started = new Platform(adapters, { logger, ...source });
    started.start(signal);
    const names = new OrganizationNames(source.organizationPrefix);
    return names.prefix ? new PrefixedPlatform(started, names) : started;
  };
  const platform =
    'sources' in options
      ? combine(options.sources, start, logger)
      : start(options);
  return {
    cache: platform,
    views: new OpenChoreoViews(platform),
    runtime: new RuntimeReader(platform),
    buildLogs: new BuildLogReader(platform),
    dataPlanes: new DataPlaneReader(platform),
    metrics: new MetricsReader(platform, prometheus),
    catalogUnits: platform.catalogUnits,
    catalogSync: createCatalogSync(),
    auditLog: new AuditLog({ logger }),
    get verbs() {
      return platform.verbs;
    },
    buildSources: () => platform.buildSources(),
    get restApi() {
      return platform.restApi;
    },
    workloadDescriptor: component => platform.workloadDescriptor(component),
    verbDeclarations: [
      ...new Set(
        adapters.flatMap(({ verbs }) =>
          verbs.map(({ declaration }) => declaration),
        ),
      ),
    ],
    waitForReady: (component, environment, waitOptions) =>
      waitForReady(platform, component, environment, waitOptions),
    waitForPromotion: (component, name, waitOptions) =>
      waitForPromotion(platform, component, name, waitOptions),
    waitForProjectPromotion: (organization, name, waitOptions) =>
      waitForProjectPromotion(platform, organization, name, waitOptions),
    waitForDeletion: (ref, waitOptions) =>
      waitForDeletion(platform, ref, waitOptions),
    waitForBuild: (component, name, waitOptions) =>
      waitForBuild(platform, component, name, waitOptions),
  };
}

/** The control planes as one. */
function combine(
  sources: readonly NamedOpenChoreoSource[],
  start: (source: NamedOpenChoreoSource) => OpenChoreoPlatform,
  logger: LoggerService,
): OpenChoreoPlatform {
  const routes = new SourceRoutes(
    sources.map(source => ({
      name: source.name,
      names: new OrganizationNames(source.organizationPrefix),
      includes: source.includes ?? (() => true),
      platform: start(source),
    })),
  );
  new OrganizationConflicts(routes, { logger }).follow();
  return new CombinedPlatform(routes);
}
