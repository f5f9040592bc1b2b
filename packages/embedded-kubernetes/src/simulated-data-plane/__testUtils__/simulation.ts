import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ResourceStrategies } from '../../lifecycle/resource-strategy';
import { namespaceStrategy } from '../../lifecycle/namespace-strategy';
import { ObjectLifecycle } from '../../lifecycle/object-lifecycle';
import { ResourceRegistry } from '../../api/resource-registry';
import { builtInTypes } from '../../schema/built-in';
import { ObjectStore } from '../../store/object-store';
import { KubeObject } from '../../api/types';
import { KindRef, kinds, nameOf, NewObject, statusOf } from '../cluster';
import { LifecycleCluster } from '../lifecycle-cluster';
import { SimulatedDataPlane } from '../simulated-data-plane';
import { Timers } from '../../controllers/timers';
import { ensureSystemNamespaces } from '../../controllers/namespace-controller';

interface Alarm {
  at: number;
  callback: () => void;
}

/** A simulated data plane on a real store with a clock that the test controls. */
export class Simulation {
  readonly cluster: LifecycleCluster;
  private readonly errors: unknown[] = [];
  private readonly store: ObjectStore;
  private readonly folder: string;
  private time: number;
  private alarms: Alarm[] = [];
  private dataPlane: SimulatedDataPlane;

  constructor(start = '2026-01-02T03:04:30Z') {
    this.time = Date.parse(start);
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'simulation-'));
    this.store = new ObjectStore({
      file: path.join(this.folder, 'kubernetes.sqlite'),
      onError: error => this.errors.push(error),
    });
    const registry = new ResourceRegistry();
    for (const type of builtInTypes) registry.register([type]);
    const lifecycle = new ObjectLifecycle({
      store: this.store,
      registry,
      strategies: new ResourceStrategies().add('namespaces', namespaceStrategy),
      clock: () => new Date(this.time),
    });
    ensureSystemNamespaces(lifecycle);
    this.cluster = new LifecycleCluster(lifecycle);
    this.dataPlane = this.startDataPlane();
  }

  /** Advances the clock and runs all timers that are due, in order. */
  pass(seconds: number): void {
    const end = this.time + seconds * 1000;
    for (;;) {
      const next = this.alarms
        .filter(alarm => alarm.at <= end)
        .sort((a, b) => a.at - b.at)
        .at(0);
      if (!next) break;
      this.alarms = this.alarms.filter(alarm => alarm !== next);
      this.time = Math.max(this.time, next.at);
      next.callback();
    }
    this.time = end;
  }

  /** Replaces the data plane by a new one, as after a crash. */
  crash(): void {
    this.dataPlane.stop();
    this.alarms = [];
    this.dataPlane = this.startDataPlane();
  }

  /** @throws the first error of a controller */
  close(): void {
    this.dataPlane.stop();
    this.store.close();
    fs.rmSync(this.folder, { recursive: true });
    if (this.errors.length > 0) {
      throw new AggregateError(this.errors, 'the data plane failed');
    }
  }

  create(object: NewObject): KubeObject {
    return this.cluster.create({
      ...object,
      metadata: { namespace: 'default', ...object.metadata },
    });
  }

  get(kind: KindRef, name: string): KubeObject {
    const object = this.cluster.get(kind, 'default', name);
    if (!object) throw new Error(`${kind.kind} ${name} is not there`);
    return object;
  }

  /** Updates an object as a user. */
  change(
    kind: KindRef,
    name: string,
    change: (object: KubeObject) => KubeObject,
  ): void {
    this.cluster.update(change(structuredClone(this.get(kind, name))));
  }

  /** The names of the objects of a kind in the namespace `default`. */
  names(kind: KindRef): string[] {
    return this.cluster.list(kind, 'default').map(nameOf);
  }

  pods(): KubeObject[] {
    return this.cluster.list(kinds.pod, 'default');
  }

  phases(): unknown[] {
    return this.pods().map(pod => statusOf(pod).phase);
  }

  now(): string {
    return new Date(this.time).toISOString();
  }

  private startDataPlane(): SimulatedDataPlane {
    const timers: Timers = {
      schedule: (milliseconds, callback) => {
        const alarm = { at: this.time + milliseconds, callback };
        this.alarms.push(alarm);
        return () => {
          this.alarms = this.alarms.filter(other => other !== alarm);
        };
      },
    };
    const dataPlane = new SimulatedDataPlane({
      cluster: this.cluster,
      timers,
      onError: error => this.errors.push(error),
    });
    dataPlane.start();
    return dataPlane;
  }
}

/** A pod template with one container. */
export function podTemplate(
  image: string,
  more: object = {},
  spec: object = {},
) {
  return {
    metadata: { labels: { app: 'web' }, ...more },
    spec: { containers: [{ name: 'main', image }], ...spec },
  };
}

/** A Deployment of three pods. */
export function deploymentOf(image: string, spec: object = {}): NewObject {
  return {
    ...kinds.deployment,
    metadata: { name: 'web' },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      template: podTemplate(image),
      ...spec,
    },
  };
}
