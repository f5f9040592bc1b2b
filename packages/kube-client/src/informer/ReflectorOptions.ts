import { KubeClient } from '../client/KubeClient';
import { Clock } from '../clock/Clock';
import { Metrics } from '../metrics/Metrics';
import { KubeObject } from '../objects/KubeObject';
import { ResourceType } from '../objects/ResourceType';
import { InformerEvent } from './InformerEvent';

/** The store that a reflector fills. */
export interface ReflectorStore<T extends KubeObject> {
  /** Replaces all objects. @returns number of deletions that were not observed */
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
  /** Whether to stream the initial list (WatchList). Default: if the server supports it. */
  watchList?: boolean;
  store: ReflectorStore<T>;
  emit: (event: InformerEvent) => void;
  clock: Clock;
  random: () => number;
  metrics: Metrics;
  /** Label of the metrics. */
  name: string;
}
