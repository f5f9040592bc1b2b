import type { LoggerService } from '@backstage/backend-plugin-api';
import type { KubeClient } from '@promenade/kube-client';
import { platformAdapters } from './adapter/adapters';
import { Platform } from './adapter/Platform';
import type { PlatformAdapters } from './adapter/PlatformAdapter';
import type { SigningKeyRef } from './config';
import { createCatalogSync } from './domain/CatalogSync';
import type { OpenChoreoService } from './OpenChoreoService';
import {
  waitForBuild,
  waitForDeletion,
  waitForProjectPromotion,
  waitForPromotion,
  waitForReady,
} from './verbs/waitFor';
import { OpenChoreoViews } from './views/OpenChoreoViews';

/**
 * Starts to watch an OpenChoreo, until the signal is aborted. Returns at once. `cache.waitForSync` resolves when the resources
 * have been read.
 *
 * @public
 */
export function createOpenChoreo(options: {
  client: KubeClient;
  logger: LoggerService;
  signal: AbortSignal;
  /** Whether the resources of an organization are cached. All are by default. */
  includes?: (organization: string) => boolean;
  /** The Secret with the key that signs decisions. By default the one that the control plane creates. */
  signingKey?: SigningKeyRef;
  /** The adapters of this package by default. */
  adapters?: PlatformAdapters;
}): OpenChoreoService {
  const { adapters = platformAdapters, signal } = options;
  const platform = new Platform(adapters, options);
  platform.start(signal);
  return {
    cache: platform,
    views: new OpenChoreoViews(platform),
    catalogUnits: platform.catalogUnits,
    catalogSync: createCatalogSync(),
    get verbs() {
      return platform.verbs;
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
