import { Clock } from '../clock/Clock';
import { apiVersionOf } from '../objects/ResourceType';
import { discover, DiscoveredResource } from './discover';
import { Transport } from './Transport';

const lifetimeMs = 10 * 60_000;
/** A type that is not there is looked for again, for its CRD may just have been installed; but not at every call. */
const missLifetimeMs = 2_000;

/** Remembers which types the server serves. */
export class DiscoveryCache {
  #cached?: { at: number; resources: Promise<DiscoveredResource[]> };

  constructor(
    private readonly transport: Transport,
    private readonly clock: Clock,
  ) {}

  resources(): Promise<DiscoveredResource[]> {
    return this.#youngerThan(lifetimeMs);
  }

  async find(
    apiVersion: string,
    kind: string,
  ): Promise<DiscoveredResource | undefined> {
    const matches = (each: DiscoveredResource) =>
      each.kind === kind && apiVersionOf(each) === apiVersion;
    return (
      (await this.resources()).find(matches) ??
      (await this.#youngerThan(missLifetimeMs)).find(matches)
    );
  }

  #youngerThan(ms: number): Promise<DiscoveredResource[]> {
    const now = this.clock.monotonic();
    if (!this.#cached || now - this.#cached.at > ms) {
      const asked = { at: now, resources: discover(this.transport) };
      this.#cached = asked;
      asked.resources.catch(() => {
        if (this.#cached === asked) {
          this.#cached = undefined;
        }
      });
    }
    return this.#cached.resources;
  }
}
