import { InMemoryRoleBindings } from './in-memory-role-bindings';
import {
  ApiError,
  Clock,
  ConnectionError,
  parseKey,
  silentLogger,
  watchInformer,
} from '@promenade/kube-client';
import { Release, finalizers, releaseKind } from '@promenade/openchoreo-model';
import { WorkflowError } from '../../buildplane/workflows';
import { defineControllers } from '../../cmd/controllers';
import { publicGitHosts } from '../../controllers/gitcommitrequest/git-hosts';
import { createGates } from '../../controllers/promotion/gates/gates';
import { withConditions } from '../../runtime/conditions';
import {
  ControllerDefinition,
  WatchingController,
  watchKind,
} from '../../runtime/controller-definition';
import { withFinalizer } from '../../runtime/finalizer';
import { generationOrMetadataChanged } from '../../runtime/predicates';
import { Reconcile } from '../../runtime/reconcile';
import { reportInvalidObjects } from '../../runtime/report-invalid-objects';
import { InMemoryCluster } from './in-memory-cluster';
import { seededRandom } from './seeded-random';
import { testSigningKeys } from './signing';
import { SimulatedCache } from './simulated-cache';

/** A clock that only the test advances. */
export class ManualClock implements Clock {
  #ms = Date.parse('2026-01-01T00:00:00Z');

  now(): number {
    return this.#ms;
  }

  monotonic(): number {
    return this.#ms;
  }

  after(): () => void {
    return () => {};
  }

  advanceTo(ms: number): void {
    this.#ms = Math.max(this.#ms, ms);
  }
}

interface Request {
  readonly controller: ControllerDefinition;
  readonly key: string;
}

interface DelayedRequest extends Request {
  readonly at: number;
}

/** Requests that are due later than this are not waited for: they are periodic checks. In milliseconds. */
const longestDelayMs = 15_000;

/** More reconciles than any scenario needs. */
const maxReconciles = 5_000;

/**
 * All controllers on an in-memory cluster, with a data plane on which everything is healthy at once. Requests come from the watches
 * alone, so that a missing watch shows; they are reconciled in random order.
 */
export class SimulatedControlPlane {
  readonly clock = new ManualClock();
  readonly controllers: readonly ControllerDefinition[];
  readonly #cluster: InMemoryCluster;
  readonly #random: () => number;
  #queue: Request[] = [];
  #delayed: DelayedRequest[] = [];

  constructor(cluster: InMemoryCluster, seed = 1) {
    this.#cluster = cluster;
    this.#random = seededRandom(seed);
    this.controllers = [
      ...simulatedControllers(this.clock),
      healthyReleaseController(this.clock),
    ].map(definition => ({
      ...definition,
      reconcile: reportInvalidObjects(definition, cluster, {
        client: cluster,
        clock: this.clock,
      }),
    }));
    const cache = new SimulatedCache(cluster);
    for (const controller of this.controllers) {
      const watching: WatchingController = {
        queue: {
          add: key => this.#add({ controller, key }),
          addAfter: (key, ms) => this.#addAfter({ controller, key }, ms),
        },
        watch(informer, mapToKeys, filter, options) {
          watchInformer(this.queue, informer, mapToKeys, filter, options);
        },
      };
      controller.watches.forEach(watch => watch(watching, cache, () => true));
    }
  }

  /** Enqueues a request for every object, as a start of the process does. */
  enqueueAll(): void {
    for (const controller of this.controllers) {
      for (const { metadata } of this.#cluster.list(controller.kind)) {
        this.#add({ controller, key: keyText(metadata) });
      }
    }
  }

  /** Reconciles until there are no requests and the cache is up to date. */
  async run(): Promise<void> {
    for (let count = 0; count < maxReconciles; count += 1) {
      const request = this.#next();
      if (request) {
        await this.#reconcile(request);
      } else if (!this.#cluster.deliverAll() && !this.#advance()) {
        return;
      }
    }
    const last = this.#cluster.writes.slice(-5);
    throw new Error(`reconciles without end: ${JSON.stringify(last)}`);
  }

  #add(request: Request): void {
    const isQueued = this.#queue.some(
      ({ controller, key }) =>
        controller === request.controller && key === request.key,
    );
    if (!isQueued) this.#queue.push(request);
  }

  #addAfter(request: Request, ms: number): void {
    if (ms > 0) {
      this.#delayed.push({ ...request, at: this.clock.now() + ms });
    } else {
      this.#add(request);
    }
  }

  #next(): Request | undefined {
    const index = Math.floor(this.#random() * this.#queue.length);
    return this.#queue.splice(index, 1)[0];
  }

  async #reconcile(request: Request): Promise<void> {
    const { controller, key } = request;
    const cluster = this.#cluster;
    try {
      const result = await controller.reconcile(
        parseKey(key),
        cluster,
        cluster,
      );
      const delay = result?.requeueAfter;
      if (delay !== undefined && delay <= longestDelayMs) {
        this.#delayed.push({ ...request, at: this.clock.now() + delay });
      }
    } catch (error) {
      const isInjected =
        error instanceof ApiError || error instanceof ConnectionError;
      if (!isInjected || !cluster.hasFaults) throw error;
      this.#delayed.push({ ...request, at: this.clock.now() });
    }
  }

  /** Advances the clock to the next delayed request. Returns whether there is one. */
  #advance(): boolean {
    const [first] = [...this.#delayed].sort((a, b) => a.at - b.at);
    if (!first) return false;
    this.clock.advanceTo(first.at);
    const isDue = ({ at }: DelayedRequest) => at <= first.at;
    const due = this.#delayed.filter(isDue);
    this.#delayed = this.#delayed.filter(request => !isDue(request));
    due.forEach(request => this.#add(request));
    return true;
  }
}

function keyText({ namespace, name }: { namespace?: string; name: string }) {
  return namespace ? `${namespace}/${name}` : name;
}

const noBuildCluster = new WorkflowError(
  'BuildPlaneUnreachable',
  'There is no cluster',
);

/** The controllers, with data planes that are reachable and have no namespaces. */
export function simulatedControllers(clock: Clock): ControllerDefinition[] {
  return defineControllers({
    clock,
    promotions: {
      limits: { stepMs: 600_000, degradedMs: 60_000 },
      signingKeys: testSigningKeys,
      gates: createGates({
        clock,
        logger: silentLogger,
        http: () => Promise.reject(new Error('there is no network')),
        readSecret: async () => undefined,
      }),
    },
    cells: { remove: async () => [] },
    taskJobs: { start: async () => undefined },
    roleBindings: new InMemoryRoleBindings(),
    probe: async () => ({ reachable: true, message: 'Kubernetes responds' }),
    enforceMinTlsVersion: async () => undefined,
    dataPlanes: { onDataPlaneChange: () => () => {}, close: () => {} },
    workflows: {
      start: () => Promise.reject(noBuildCluster),
      find: () => Promise.reject(noBuildCluster),
      remove: () => Promise.reject(noBuildCluster),
    },
    probeBuildPlane: async () => ({
      reachable: { ok: true, message: 'Kubernetes responds' },
      argo: { ok: true, message: 'The cluster serves Workflows' },
    }),
    buildPlanes: {
      onWorkflowChange: () => {},
      onBuildPlaneChange: () => {},
      close: () => {},
    },
    git: {
      gitHosts: publicGitHosts,
      commitFiles: () => Promise.reject(new Error('there is no network')),
      gitSecrets: {
        read: () => Promise.reject(new Error('there are no Secrets')),
        onChange: () => {},
      },
    },
  });
}

/** Reports every object of a Release as applied and healthy, and removes the finalizer of a deleted one. */
function healthyReleaseController(clock: Clock): ControllerDefinition {
  const reconcile: Reconcile = withFinalizer({
    clock,
    kind: releaseKind,
    finalizer: finalizers.release,
    finalizingReason: 'ReleaseFinalizing',
    cleanUp: async () => undefined,
    async reconcile(release, _read, write) {
      await write.updateStatus(
        releaseKind,
        release,
        healthyStatus(release, new Date(clock.now())),
      );
    },
  });
  return {
    name: 'release',
    kind: releaseKind,
    watches: [watchKind(releaseKind, undefined, generationOrMetadataChanged)],
    reconcile,
  };
}

function healthyStatus(release: Release, now: Date): Release['status'] & {} {
  const applied = { status: 'True', reason: 'Applied', message: '' } as const;
  return {
    ...withConditions(release, [{ type: 'Applied', ...applied }], now),
    resources: (release.spec.resources ?? []).map(({ id, object }) => ({
      id,
      version: String(object.apiVersion).split('/').at(-1) ?? '',
      kind: String(object.kind),
      name: String(release.metadata.name),
      healthStatus: 'Healthy' as const,
    })),
  };
}
