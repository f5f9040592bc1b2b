import {
  reads,
  type ComponentRef,
  type DeploymentList,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { LiveReads } from '../live/LiveReads';
import { liveTopic, parseAnswer } from '../live/liveTopic';

type Deployments = DeploymentList['components'][number]['deployments'];

/** Receives the deployments of a component. Undefined for one that does not exist or that the caller may not see. */
type Listener = (deployments: Deployments | undefined) => void;

/** How many components the backend accepts in a request. */
const maxComponents = 100;

const keyOf = ({ organization, project, component }: ComponentRef) =>
  [organization, project, component].join('/');

/** Components that share a topic, with the listeners of each. */
interface Batch {
  listeners: Map<string, Set<Listener>>;
  /** Once it is followed. */
  stop?: () => void;
}

/** Follows where components run. Components that are asked for at the same time share a topic. */
export class DeploymentFollower {
  readonly #live: LiveReads;
  /** The batch that is not followed yet. */
  #open: Batch | undefined;

  constructor(live: LiveReads) {
    this.#live = live;
  }

  /** @returns how to end it */
  follow(ref: ComponentRef, listener: Listener): () => void {
    const key = keyOf(ref);
    if (!this.#open || this.#open.listeners.size >= maxComponents) {
      this.#open = this.#createBatch();
    }
    const batch = this.#open;
    const listeners = batch.listeners.get(key) ?? new Set();
    batch.listeners.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (!isUsed(batch)) batch.stop?.();
    };
  }

  #createBatch(): Batch {
    const batch: Batch = { listeners: new Map() };
    queueMicrotask(() => {
      if (this.#open === batch) this.#open = undefined;
      if (isUsed(batch)) this.#followBatch(batch);
    });
    return batch;
  }

  #followBatch(batch: Batch): void {
    const topic = liveTopic(reads.listDeployments, {
      components: [...batch.listeners.keys()].join(','),
    });
    let published: unknown;
    const publish = () => {
      const { answer } = this.#live.snapshot(topic.id);
      if (answer === published) return;
      published = answer;
      const { value } = parseAnswer(reads.listDeployments, answer);
      if (!value) return;
      const found = new Map(
        value.components.map(each => [keyOf(each), each.deployments]),
      );
      for (const [key, listeners] of batch.listeners) {
        listeners.forEach(listener => listener(found.get(key)));
      }
    };
    batch.stop = this.#live.subscribe(topic, publish);
    publish();
  }
}

function isUsed({ listeners }: Batch): boolean {
  return [...listeners.values()].some(each => each.size > 0);
}
