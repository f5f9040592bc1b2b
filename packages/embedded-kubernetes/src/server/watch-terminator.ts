import { setMaxListeners } from 'node:events';
import type { ResourceRegistry } from '../api/resource-registry';

/** Ends watches: all when the server stops, those of a kind when it is no longer served. */
export class WatchGates {
  private readonly gates = new Map<string, AbortController>();

  constructor(registry: ResourceRegistry) {
    registry.onChange(() => {
      for (const [resource, gate] of this.gates) {
        if (registry.resource(resource)) continue;
        this.gates.delete(resource);
        gate.abort();
      }
    });
  }

  /** Aborted when watches of a resource have to end. */
  signal(resource: string): AbortSignal {
    let gate = this.gates.get(resource);
    if (!gate) {
      gate = new AbortController();
      // One listener a watch; there may be many.
      setMaxListeners(0, gate.signal);
      this.gates.set(resource, gate);
    }
    return gate.signal;
  }

  closeAll(): void {
    for (const gate of this.gates.values()) gate.abort();
    this.gates.clear();
  }
}
