import { setMaxListeners } from 'node:events';
import type { ResourceRegistry } from '../api/resource-registry';

/** Ends all watches when the server stops, and the watches of a resource when it is unregistered. */
export class WatchTerminator {
  private readonly controllers = new Map<string, AbortController>();

  constructor(registry: ResourceRegistry) {
    registry.onChange(() => {
      for (const [resource, controller] of this.controllers) {
        if (registry.resource(resource)) continue;
        this.controllers.delete(resource);
        controller.abort();
      }
    });
  }

  /** Aborted when the watches of a resource must end. */
  signal(resource: string): AbortSignal {
    let controller = this.controllers.get(resource);
    if (!controller) {
      controller = new AbortController();
      // There is one listener per watch.
      setMaxListeners(0, controller.signal);
      this.controllers.set(resource, controller);
    }
    return controller.signal;
  }

  terminateAll(): void {
    for (const controller of this.controllers.values()) controller.abort();
    this.controllers.clear();
  }
}
