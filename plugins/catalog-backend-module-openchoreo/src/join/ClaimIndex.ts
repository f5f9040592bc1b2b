import type { EntityClaim } from '@promenade/backstage-plugin-openchoreo-node';

/** A claim with what is known of its entity. */
export interface HeldClaim {
  claim: EntityClaim;
  /** The location of an entity that the catalog rejects, because the component's own entity has its name. */
  location?: string;
  /** The value of `openchoreo.dev/joined` after the last decision. */
  joined?: string;
  /** The hash of the enrichment that the entity has, or `rejected`. */
  shown?: string;
  /** The outcome of the last report, as text. */
  reported?: string;
}

/** The claims of entities, by entity and by the name of the component. */
export class ClaimIndex {
  readonly #claims = new Map<string, HeldClaim>();
  /** Entity refs, by the name of the component. */
  readonly #byName = new Map<string, Set<string>>();

  get size(): number {
    return this.#claims.size;
  }

  values(): HeldClaim[] {
    return [...this.#claims.values()];
  }

  get(entityRef: string): HeldClaim | undefined {
    return this.#claims.get(entityRef);
  }

  /** The names of components with claims. */
  names(): Iterable<string> {
    return this.#byName.keys();
  }

  hasName(name: string): boolean {
    return this.#byName.has(name);
  }

  /** The claims on components of a name. */
  ofName(name: string): HeldClaim[] {
    return [...(this.#byName.get(name) ?? [])].flatMap(
      ref => this.#claims.get(ref) ?? [],
    );
  }

  /** Adds a claim or replaces the one of the entity. */
  set(held: HeldClaim): void {
    const { entityRef, component } = held.claim;
    const before = this.#claims.get(entityRef);
    if (before && before.claim.component !== component) {
      this.#unlink(before.claim);
    }
    this.#claims.set(entityRef, held);
    const refs = this.#byName.get(component) ?? new Set();
    this.#byName.set(component, refs.add(entityRef));
  }

  /** @returns the claim before */
  delete(entityRef: string): HeldClaim | undefined {
    const before = this.#claims.get(entityRef);
    this.#claims.delete(entityRef);
    if (before) this.#unlink(before.claim);
    return before;
  }

  #unlink({ entityRef, component }: EntityClaim): void {
    const refs = this.#byName.get(component);
    refs?.delete(entityRef);
    if (refs?.size === 0) this.#byName.delete(component);
  }
}
