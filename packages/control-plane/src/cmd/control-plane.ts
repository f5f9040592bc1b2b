import {
  Clock,
  Controller,
  EventRecorder,
  InformerFactory,
  KubeClient,
  Logger,
  Metrics,
  ObjectKey,
  noMetrics,
  parseKey,
  silentLogger,
  systemClock,
} from '@promenade/kube-client';
import { kinds } from '@promenade/openchoreo-model';
import { ControlPlaneContext } from '../runtime/context';
import { controllerDefinitions } from './controllers';
import { DataPlanes } from '../dataplane/access/data-planes';
import { PromotionLimits } from '../controllers/promotion/facts';
import { createReleaseController } from '../controllers/release/controller';
import { ApiWrite } from '../runtime/api-write';
import { ControllerDefinition } from '../runtime/controller-definition';
import { indexes } from '../core/lookups/indexes';
import { ObjectCache } from '../runtime/object-cache';
import { reportInvalidObjects } from '../runtime/report-invalid-objects';
import { retryConflicts } from '../runtime/api-conflicts';
import { sharedOrganization } from '../core/lookups/shared-resource';

/** How a control plane runs. */
export interface ControlPlaneOptions {
  /** The Kubernetes API that holds the resources. */
  client: KubeClient;
  /** Look after these organizations only. All by default. */
  organizations?: readonly string[];
  /** Name in Events and of this process among several. */
  identity?: string;
  promotionLimits?: Partial<PromotionLimits>;
  logger?: Logger;
  metrics?: Metrics;
  clock?: Clock;
}

/** The reconcilers, ready to start. */
export interface ControlPlane {
  /**
   * Reconciles until the signal is aborted; resolves when the last pass is over.
   * May be called again after that: each call reads the world anew.
   */
  start(signal: AbortSignal): Promise<void>;
  /** What it still waits for; undefined once all caches are filled, and while it has not been started: then it stands by. */
  notReady(): string | undefined;
  /** Resolves when all caches are filled and no object waits to be looked at; what waits for its time does not count. */
  idle(): Promise<void>;
}

const usualLimits: PromotionLimits = {
  timeLimit: 10 * 60_000,
  patience: 60_000,
};

/** Informers hand out everything again this often, as a net under what was missed. */
const resyncMs = 10 * 60 * 60_000;

/**
 * Creates the control plane. It writes nothing before it is started.
 */
export function createControlPlane(options: ControlPlaneOptions): ControlPlane {
  let waitsFor: string | undefined;
  let idle = async () => {};
  return {
    notReady: () => waitsFor,
    idle: () => idle(),
    async start(signal) {
      waitsFor = 'the caches are not filled yet';
      const { context, cache, dataPlanes } = contextFor(options, signal);
      const promotionLimits = { ...usualLimits, ...options.promotionLimits };
      const controllers = [
        ...controllerDefinitions({ context, dataPlanes, promotionLimits }).map(
          definition => wired(definition, context, cache),
        ),
        createReleaseController({ ...context, cache, dataPlanes }),
      ];
      idle = async () => {
        await context.informers.waitForSync(signal);
        await Promise.all(controllers.map(controller => controller.idle()));
      };
      context.informers.start(signal);
      try {
        // A reconciler reads more kinds than wake it: none may look before all caches are filled.
        await context.informers.waitForSync(signal);
        waitsFor = undefined;
        await Promise.all(
          controllers.map(controller => controller.start(signal)),
        );
      } catch (error) {
        if (!signal.aborted) {
          throw error;
        }
      } finally {
        waitsFor = undefined;
        await context.events.flush();
      }
    },
  };
}

function contextFor(
  { organizations, identity, client, ...options }: ControlPlaneOptions,
  signal: AbortSignal,
) {
  const clock = options.clock ?? systemClock;
  const logger = options.logger ?? silentLogger;
  const metrics = options.metrics ?? noMetrics;
  const informers = new InformerFactory(client, {
    namespaces: organizations && [...organizations, sharedOrganization],
    resyncMs,
    logger,
    metrics,
    clock,
  });
  const events = new EventRecorder({
    client,
    component: 'promenade-control-plane',
    instance: identity,
    logger,
    metrics,
    clock,
  });
  const cache = new ObjectCache(informers, Object.values(indexes));
  kinds.forEach(kind => cache.informer(kind));
  const context: ControlPlaneContext = {
    client,
    informers,
    read: cache,
    write: new ApiWrite(client, events, cache),
    events,
    clock,
    logger,
    metrics,
    inScope: organization => organizations?.includes(organization) ?? true,
  };
  const dataPlanes = new DataPlanes({
    client,
    read: cache,
    logger,
    metrics,
    signal,
  });
  return { context, cache, dataPlanes };
}

function wired(
  definition: ControllerDefinition,
  context: ControlPlaneContext,
  cache: ObjectCache,
): Controller {
  const { client, read, write, inScope, logger, metrics, clock } = context;
  const reconcile = retryConflicts(
    reportInvalidObjects(definition, cache, { client, clock }),
  );
  const controller = new Controller({
    name: definition.name,
    concurrency: definition.concurrency,
    reconcile: key => reconcile(parseKey(key), read, write),
    logger,
    metrics,
    clock,
  });
  // An organization is the namespace of its name.
  const concernsUs = ({ namespace, name }: ObjectKey) =>
    inScope(namespace ?? name);
  definition.watches.forEach(watch => watch(controller, cache, concernsUs));
  return controller;
}
