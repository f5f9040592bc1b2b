import {
  Clock,
  Controller,
  EventRecorder,
  InformerFactory,
  KubeClient,
  Logger,
  Metrics,
  noMetrics,
  silentLogger,
  systemClock,
} from '@promenade/kube-client';
import { signingKeySecret } from '@promenade/openchoreo-model';
import { ControlPlaneContext } from '../runtime/context';
import { ControllerDefinition } from '../runtime/controller-definition';
import { ControllerDependencies, controllerDefinitions } from './controllers';
import { ControllerSet, readKindsOf } from './controller-set';
import { createController } from './create-controller';
import {
  classBindingPromotionControllers,
  releaseBindingPromotionControllers,
} from './promotion-controllers';
import { readSecretEntry } from './read-secret-entry';
import { SigningKeyRef, signingKeysIn } from './signing-keys';
import { BuildPlanes } from '../buildplane/build-planes';
import { DataPlanes } from '../dataplane/access/data-planes';
import { gitCommitter } from '../controllers/gitcommitrequest/commit-files';
import { publicGitHosts } from '../controllers/gitcommitrequest/git-hosts';
import { GitSecrets } from '../controllers/gitcommitrequest/git-secrets';
import { createGates } from '../controllers/promotion/gates/gates';
import { createHttp } from '../controllers/promotion/gates/http';
import { PromotionLimits } from '../controllers/promotion/promotion-facts';
import { createReleaseController } from '../controllers/release/controller';
import { ApiWrite } from '../runtime/api-write';
import { indexes } from '../core/lookups/indexes';
import { recoverSpec } from '../core/recover-spec';
import { ObjectCache } from '../runtime/object-cache';
import { PartitionedController } from '../runtime/partitioned-controller';
import { SigningKeys } from '../core/signing/signatures';
import { sharedOrganization } from '../core/lookups/shared-resource';

/**
 * Options of {@link createControlPlane}.
 *
 * @public
 */
export interface ControlPlaneOptions {
  /** Client of the Kubernetes API that holds the resources. */
  client: KubeClient;
  /** Which controllers run. Default: all. */
  controllers?: ControllerSet;
  /** Organizations to reconcile. Default: all. */
  organizations?: readonly string[];
  /** Name of this process in Events. */
  identity?: string;
  promotionLimits?: Partial<PromotionLimits>;
  /** Secret with the key that verifies who approved a promotion. It is created if there is none. */
  signingKeySecret?: SigningKeyRef;
  /** Whether quality gates may call addresses of this machine. Default: false. */
  gateAllowLoopback?: boolean;
  /** Hosts of Git repositories that it may commit to. Default: the large public ones. */
  gitHosts?: readonly string[];
  logger?: Logger;
  metrics?: Metrics;
  clock?: Clock;
}

/**
 * The controllers, ready to start.
 *
 * @public
 */
export interface ControlPlane {
  /**
   * Fills the caches for the next start, and keeps them up to date until the signal is aborted or that start has ended, so that a
   * standby takes over at once. Resolves when they are synchronized.
   */
  prepare(signal: AbortSignal): Promise<void>;
  /**
   * Reconciles until the signal is aborted; resolves when the last reconcile has ended.
   * May be called again after that: unless it is prepared, each call starts with empty caches.
   */
  start(signal: AbortSignal): Promise<void>;
  /** What it waits for; undefined when all caches are synchronized, and before the start (standby). */
  notReady(): string | undefined;
  /** Resolves when all caches are synchronized and all work queues are empty, except for delayed requests. */
  idle(): Promise<void>;
}

const defaultPromotionLimits: PromotionLimits = {
  stepMs: 10 * 60_000,
  degradedMs: 60_000,
};

const fieldManager = 'promenade-control-plane';

/** Resync interval of the informers, in milliseconds. */
const resyncMs = 10 * 60 * 60_000;

/**
 * Creates a control plane. It does nothing before it is started.
 *
 * @public
 */
export function createControlPlane(options: ControlPlaneOptions): ControlPlane {
  let waitsFor: string | undefined;
  let idle = async () => {};
  let prepared: Term | undefined;
  return {
    notReady: () => waitsFor,
    idle: () => idle(),
    async prepare(signal) {
      prepared ??= beginTerm(options);
      endWith(prepared, signal);
      await prepared.context.informers.waitForSync(signal);
    },
    async start(signal) {
      waitsFor = 'the caches are not synchronized yet';
      const term = prepared ?? beginTerm(options);
      prepared = undefined;
      endWith(term, signal);
      const { context, signal: ended } = term;
      const promotions = promotionDependencies(options, context, ended);
      const controllers = createControllers(options, term, promotions);
      idle = async () => {
        await context.informers.waitForSync(signal);
        await Promise.all(controllers.map(controller => controller.idle()));
      };
      try {
        // Reconcilers read more kinds than they watch, so all caches must be synchronized first.
        await context.informers.waitForSync(signal);
        waitsFor = undefined;
        await createSigningKey(promotions.signingKeys, context.logger);
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
        term.end();
      }
    },
  };
}

/** The caches and connections of one start. */
interface Term extends ReturnType<typeof contextFor> {
  /** Aborted at its end. */
  readonly signal: AbortSignal;
  end(): void;
}

function beginTerm(options: ControlPlaneOptions): Term {
  const ended = new AbortController();
  const parts = contextFor(options, ended.signal);
  parts.context.informers.start(ended.signal);
  const end = () => ended.abort();
  return { ...parts, signal: ended.signal, end };
}

function endWith(term: Term, signal: AbortSignal): void {
  if (signal.aborted) term.end();
  // A term that has ended leaves no listener behind, which would keep its caches in memory.
  else signal.addEventListener('abort', term.end, { signal: term.signal });
}

function createControllers(
  options: ControlPlaneOptions,
  { context, cache, dataPlanes, buildPlanes, signal }: Term,
  promotions: ControllerDependencies['promotions'],
): (Controller | PartitionedController)[] {
  const create = (definition: ControllerDefinition) =>
    createController(definition, context, cache);
  const dependencies = { clock: context.clock, ...promotions };
  switch (options.controllers) {
    case 'class-binding-promotion':
      return classBindingPromotionControllers(dependencies).map(create);
    case 'release-binding-promotion':
      return releaseBindingPromotionControllers(dependencies).map(create);
    default:
  }
  return [
    ...controllerDefinitions({
      context,
      dataPlanes,
      buildPlanes,
      promotions,
      git: gitDependencies(options, context, signal),
    }).map(create),
    createReleaseController({ ...context, cache, dataPlanes }),
  ];
}

function promotionDependencies(
  options: ControlPlaneOptions,
  { client, clock, logger }: ControlPlaneContext,
  signal: AbortSignal,
): ControllerDependencies['promotions'] {
  return {
    limits: { ...defaultPromotionLimits, ...options.promotionLimits },
    signingKeys: signingKeysIn(
      client,
      options.signingKeySecret ?? signingKeySecret,
      clock,
    ),
    gates: createGates({
      clock,
      logger,
      http: createHttp({ allowLoopback: options.gateAllowLoopback }),
      readSecret: (ref, entry) => readSecretEntry(client, ref, entry),
      signal,
    }),
  };
}

function gitDependencies(
  { gitHosts = publicGitHosts }: ControlPlaneOptions,
  { client, logger, metrics }: ControlPlaneContext,
  signal: AbortSignal,
): ControllerDependencies['git'] {
  return {
    gitHosts,
    commitFiles: gitCommitter(signal),
    gitSecrets: new GitSecrets({ client, logger, metrics, signal }),
  };
}

/** The Backstage backend needs the key before anything is signed. Without it, promotions that nobody has to approve work. */
async function createSigningKey(
  keys: SigningKeys,
  logger: Logger,
): Promise<void> {
  try {
    await keys.read();
  } catch (error) {
    logger.error(
      'The key that verifies approvals cannot be read or created. Approvals do not count until it can.',
      { error },
    );
  }
}

function contextFor(
  {
    organizations,
    identity,
    client,
    controllers = 'all',
    ...options
  }: ControlPlaneOptions,
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
    component: fieldManager,
    instance: identity,
    logger,
    metrics,
    clock,
  });
  const cache = new ObjectCache(informers, Object.values(indexes), recoverSpec);
  readKindsOf(controllers).forEach(kind => cache.informer(kind));
  const context: ControlPlaneContext = {
    client,
    informers,
    read: cache,
    write: new ApiWrite({ client, events, observer: cache, fieldManager }),
    events,
    clock,
    logger,
    metrics,
    inScope: organization => organizations?.includes(organization) ?? true,
  };
  const planes = { client, logger, metrics, signal };
  return {
    context,
    cache,
    dataPlanes: new DataPlanes({ ...planes, read: cache }),
    buildPlanes: new BuildPlanes(planes),
  };
}
