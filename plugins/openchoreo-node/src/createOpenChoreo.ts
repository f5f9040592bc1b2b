import type { LoggerService } from '@backstage/backend-plugin-api';
import type { KubeClient } from '@promenade/kube-client';
import { kinds } from '@promenade/openchoreo-model';
import { ResourceCache } from './cache/ResourceCache';
import { SpecVersions } from './cache/SpecVersions';
import { bindingKinds } from './class-binding/bindings';
import { createComponent } from './commands/createComponent';
import { createProject } from './commands/createProject';
import { promote } from './commands/promote';
import { setState } from './commands/setState';
import { waitForPromotion, waitForReady } from './commands/waitFor';
import type { OpenChoreoService } from './OpenChoreoService';
import { OpenChoreoViews } from './views/OpenChoreoViews';

/**
 * Begins to watch an OpenChoreo, until the signal is aborted. Returns at once: `cache.waitForSync` says when all is known.
 */
export function createOpenChoreo(options: {
  client: KubeClient;
  logger: LoggerService;
  signal: AbortSignal;
  includes?: (organization: string) => boolean;
}): OpenChoreoService {
  const { client, signal } = options;
  const cache = new ResourceCache({ ...options, kinds });
  const versions = new SpecVersions(bindingKinds, cache);
  const context = { client, cache, versions };
  cache.start(signal);
  return {
    cache,
    views: new OpenChoreoViews(cache),
    commands: {
      createProject: (input, how) => createProject(context, input, how),
      createComponent: (input, how) => createComponent(context, input, how),
      promote: (input, how) => promote(context, input, how),
      setState: (input, how) => setState(context, input, how),
      waitForReady: (component, environment, how) =>
        waitForReady(cache, component, environment, how),
      waitForPromotion: (promotion, how) =>
        waitForPromotion(cache, promotion, how),
    },
  };
}
