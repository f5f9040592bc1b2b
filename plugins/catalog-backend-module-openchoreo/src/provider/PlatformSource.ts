import type {
  ResourceCache,
  ResourceChangeListener,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { KindDefinition } from '@promenade/openchoreo-model';
import type { Resources } from '../translate/Translator';

/** Where the provider reads from: resources as they are known now, and a call for each that changes. */
export interface PlatformSource {
  resources: Resources;
  /** Whether all resources of a kind have been read at least once. A kind that the API does not serve counts as read. */
  hasRead(kind: KindDefinition): boolean;
  /** Calls back for each resource that was added, changed or deleted, and when a kind has been read whole. Returns how to stop. */
  subscribe(listener: {
    onChange: ResourceChangeListener;
    onRead: () => void;
  }): () => void;
}

/** Reads from the resource cache that all plugins of the process share. */
export function platformSourceOf(cache: ResourceCache): PlatformSource {
  return {
    resources: cache,
    hasRead: kind => cache.hasRead(kind),
    subscribe({ onChange, onRead }) {
      const stops = [cache.onChange(onChange), cache.onRead(onRead)];
      return () => stops.forEach(stop => stop());
    },
  };
}
