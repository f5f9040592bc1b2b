import { setMaxListeners } from 'node:events';
import type { Resource, ResourceRegistry } from '../api/resource-registry';

/** The watches of a resource, as it was registered when the first of them started. */
interface WatchGroup {
  resource: Resource | undefined;
  controller: AbortController;
}

/** Ends all watches when the server stops, and the watches of a resource when it changes or is unregistered. */
export class WatchTerminator {
  private readonly groups = new Map<string, WatchGroup>();

  constructor(private readonly registry: ResourceRegistry) {
    registry.onChange(() => {
      for (const [name, { resource, controller }] of this.groups) {
        if (registry.resource(name) === resource) continue;
        this.groups.delete(name);
        controller.abort();
      }
    });
  }

  /** Aborted when the watches of a resource must end. */
  signal(resourceName: string): AbortSignal {
    let group = this.groups.get(resourceName);
    if (!group) {
      const controller = new AbortController();
      // There is one listener per watch.
      setMaxListeners(0, controller.signal);
      const resource = this.registry.resource(resourceName);
      group = { resource, controller };
      this.groups.set(resourceName, group);
    }
    return group.controller.signal;
  }

  terminateAll(): void {
    for (const { controller } of this.groups.values()) controller.abort();
    this.groups.clear();
  }
}
