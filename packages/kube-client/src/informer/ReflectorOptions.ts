import { KubeClient } from '../client/KubeClient';
import { Clock } from '../clock/Clock';
import { Metrics } from '../metrics/Metrics';
import { KubeObject } from '../objects/KubeObject';
import { ResourceType } from '../objects/ResourceType';
import { InformerEvent } from './InformerEvent';

/** Where a reflector puts what it sees. */
export interface ReflectorStore<T extends KubeObject> {
  /** This is everything there is. @returns how many objects vanished unseen */
  replace(objects: T[]): number;
  upsert(object: T): void;
  remove(object: T): void;
}

export interface ReflectorOptions<T extends KubeObject> {
  client: KubeClient;
  type: ResourceType;
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  metadataOnly?: boolean;
  pageSize: number;
  /** Whether to ask for the initial state as a stream; undefined: if the server is new enough to. */
  watchList?: boolean;
  sink: ReflectorStore<T>;
  emit: (event: InformerEvent) => void;
  clock: Clock;
  random: () => number;
  metrics: Metrics;
  /** Label of its metrics. */
  name: string;
}
