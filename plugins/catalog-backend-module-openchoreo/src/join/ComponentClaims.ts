import {
  claimedComponents,
  joinReason,
  joinReasons,
  type CatalogUnit,
  type CatalogUnitKey,
  type CatalogUnitProblem,
  type CatalogUnitSource,
  type ComponentUnit,
  type EntityClaim,
  type JoinMode,
  type JoinReason,
} from '@promenade/backstage-plugin-openchoreo-node';
import { unitId } from '../provider/unitId';
import {
  ownRefOf,
  type ComponentName,
  type ComponentRefOf,
} from '../translate/component';
import type { TranslationDefaults } from '../translate/entityMeta';
import { ClaimIndex, type HeldClaim } from './ClaimIndex';
import type { ClaimOutcome } from './ClaimOutcome';
import { claimProblem } from './claimProblem';
import { joinedValue, reportedOf } from './claimTexts';
import { enrichmentOf, joinedHashKey, type Enrichment } from './enrichment';

/** The effects of a change of claims or components. */
export interface ClaimChange {
  /** The units whose entities or problems may have changed. */
  units: CatalogUnitKey[];
  /** The entities of other locations that need a refresh. */
  entityRefs: string[];
}

/**
 * The claims of entities of other locations, and which of them are accepted. An entity joins a component only by the rules of
 * `joinReason`. Of several claims that a component accepts, the one with the strongest reason joins, and none of equal ones.
 */
export class ComponentClaims {
  readonly #source: CatalogUnitSource;
  readonly #mode: JoinMode;
  readonly #defaults: TranslationDefaults;
  readonly #onChange: (change: ClaimChange) => void;
  readonly #claims = new ClaimIndex();
  /** The joined entities of components, by the name and then the organization of the component. */
  readonly #joined = new Map<string, Map<string, string>>();
  /** The units that depend on components, by the name of the component and then the unit id. */
  readonly #dependents = new Map<string, Map<string, CatalogUnitKey>>();

  constructor(
    options: {
      source: CatalogUnitSource;
      mode: JoinMode;
      onChange: (change: ClaimChange) => void;
    } & TranslationDefaults,
  ) {
    this.#source = options.source;
    this.#mode = options.mode;
    this.#defaults = options;
    this.#onChange = options.onChange;
  }

  /** All claims. */
  held(): { claim: EntityClaim; location?: string }[] {
    return this.#claims.values();
  }

  /** The claim of an entity. The location is that of an entity that the catalog rejects. */
  get(entityRef: string): Pick<HeldClaim, 'claim' | 'location'> | undefined {
    return this.#claims.get(entityRef);
  }

  has(entityRef: string): boolean {
    return this.#claims.get(entityRef) !== undefined;
  }

  /** Whether the catalog rejects the entity of a claim for its name. */
  isHidden(entityRef: string): boolean {
    return this.#claims.get(entityRef)?.location !== undefined;
  }

  /**
   * Adds a claim or replaces the one of the entity.
   *
   * @param held - the location if the catalog rejects the entity, or the last decision if it has the entity
   */
  set(
    claim: EntityClaim,
    held: Pick<HeldClaim, 'location' | 'joined' | 'shown'> = {},
  ): void {
    if (this.#mode === 'none') return;
    const { entityRef, component } = claim;
    const current = this.#claims.get(entityRef);
    this.#claims.set({ ...current, location: undefined, ...held, claim });
    this.reassess([current?.claim.component ?? component, component]);
  }

  delete(entityRef: string): void {
    const before = this.#claims.delete(entityRef);
    if (!before) return;
    this.reassess([before.claim.component], this.#reportKeys(before.claim));
  }

  outcome(entityRef: string): ClaimOutcome {
    const held = this.#claims.get(entityRef);
    if (!held) return { state: 'unknown' };
    const single = this.#candidate(held);
    if (single.state !== 'joined') return single;
    const { component, reason } = single;
    const rivals = this.#accepted(component);
    const best = joinReasons.find(each =>
      rivals.some(rival => rival.reason === each),
    );
    const equals = rivals.filter(rival => rival.reason === best);
    if (equals.length > 1 || reason !== best) {
      const entityRefs = equals.map(rival => rival.entityRef).sort();
      return { state: 'contested', component, entityRefs };
    }
    return single;
  }

  /** What an accepted claim adds to its entity. */
  enrichment(component: ComponentUnit): Enrichment {
    return enrichmentOf(component, this.#defaults, this.refsOf(component));
  }

  /** The entity of another location that has joined a component. */
  joinedRef({ organization, name }: ComponentName): string | undefined {
    return this.#joined.get(name)?.get(organization);
  }

  /** Resolves the components that a unit depends on, and records that it does. */
  refsOf(unit: CatalogUnitKey): ComponentRefOf {
    return target => {
      const units = this.#dependents.get(target.name) ?? new Map();
      this.#dependents.set(
        target.name,
        units.set(unitId(unit), {
          type: unit.type,
          organization: unit.organization,
          name: unit.name,
        }),
      );
      return this.joinedRef(target) ?? ownRefOf(target);
    };
  }

  /** The problems with the claims on a component, whether or not the component exists. */
  problems({ type, organization, name }: CatalogUnitKey): CatalogUnitProblem[] {
    if (type !== 'component') return [];
    return this.#claims.ofName(name).flatMap(({ claim, location }) => {
      const isReportedHere = this.#reportKeys(claim).some(
        key => key.organization === organization,
      );
      return isReportedHere
        ? claimProblem(
            claim,
            this.outcome(claim.entityRef),
            this.#source,
            location,
          ) ?? []
        : [];
    });
  }

  /** A text that differs when claims make the entities or problems of a unit differ. */
  fingerprint(unit: CatalogUnit): string {
    if (!this.#claims.size || unit.type !== 'component') return '';
    const { organization, connections } = unit;
    return JSON.stringify([
      this.joinedRef(unit),
      connections.components.map(name =>
        this.joinedRef({ organization, name }),
      ),
      this.problems(unit),
    ]);
  }

  /** Decides again on the claims of changed components. */
  unitsChanged(units: readonly CatalogUnitKey[]): void {
    this.reassess(
      units.flatMap(({ type, name }) => (type === 'component' ? name : [])),
    );
  }

  /** Decides again on all claims. */
  reassessAll(): void {
    this.reassess(this.#claims.names());
  }

  /**
   * Decides again on the claims of components.
   *
   * @param names - of components
   * @param units - further units whose entities or problems may have changed
   */
  reassess(names: Iterable<string>, units: CatalogUnitKey[] = []): void {
    const changed = new Map(units.map(unit => [unitId(unit), unit]));
    const entityRefs = new Set<string>();
    const add = (unit: CatalogUnitKey) => changed.set(unitId(unit), unit);
    const waiting = new Set(names);
    for (const name of waiting) {
      // A Set visits again what is added after it was deleted.
      waiting.delete(name);
      const organizations = this.#updateJoined(name);
      for (const organization of organizations) {
        add({ type: 'component', organization, name });
      }
      if (organizations.length) {
        for (const unit of this.#dependents.get(name)?.values() ?? []) {
          add(unit);
          if (this.#claims.hasName(unit.name)) waiting.add(unit.name);
        }
      }
      for (const held of this.#claims.ofName(name)) {
        const { claim } = held;
        const outcome = this.outcome(claim.entityRef);
        if (outcome.state !== 'undecided') {
          held.joined =
            outcome.state === 'joined'
              ? joinedValue(outcome.component)
              : undefined;
        }
        const shown = this.#shownOf(outcome);
        if (shown && held.shown !== shown) {
          held.shown = shown;
          entityRefs.add(claim.entityRef);
        }
        const reported = reportedOf(outcome);
        if (held.reported !== reported) {
          held.reported = reported;
          for (const key of this.#reportKeys(claim)) add(key);
        }
      }
    }
    if (changed.size || entityRefs.size) {
      this.#onChange({
        units: [...changed.values()],
        entityRefs: [...entityRefs],
      });
    }
  }

  /** Updates the joined entities of components of a name. @returns the organizations where they differ */
  #updateJoined(name: string): string[] {
    const before = this.#joined.get(name) ?? new Map<string, string>();
    const after = new Map<string, string>();
    for (const { claim } of this.#claims.ofName(name)) {
      const { entityRef } = claim;
      const outcome = this.outcome(entityRef);
      if (outcome.state === 'joined') {
        after.set(outcome.component.organization, entityRef);
      } else if (outcome.state === 'undecided') {
        for (const [organization, ref] of before) {
          if (ref === entityRef) after.set(organization, ref);
        }
      }
    }
    if (after.size) this.#joined.set(name, after);
    else this.#joined.delete(name);
    return [...new Set([...before.keys(), ...after.keys()])].filter(
      organization => before.get(organization) !== after.get(organization),
    );
  }

  /** The claims that a component accepts. */
  #accepted(
    component: ComponentUnit,
  ): { entityRef: string; reason: JoinReason }[] {
    return this.#claims.ofName(component.name).flatMap(held => {
      const outcome = this.#candidate(held);
      return outcome.state === 'joined' &&
        outcome.component.organization === component.organization
        ? [{ entityRef: held.claim.entityRef, reason: outcome.reason }]
        : [];
    });
  }

  /** The decision on a claim without regard to other claims. */
  #candidate({ claim, location, joined }: HeldClaim): ClaimOutcome {
    const candidates = this.#candidatesOf(claim);
    if (!candidates) return { state: 'undecided' };
    const isKnown = this.#isKnown(claim);
    const [only, ...others] = isKnown
      ? candidates
      : // As it was before.
        candidates.filter(unit => joinedValue(unit) === joined);
    if (!only) return { state: isKnown ? 'unknown' : 'undecided' };
    if (others.length) return { state: 'ambiguous', candidates };
    // The removal of the component's own entity would not free the name of a rejected entity with another name.
    const canTakeName =
      location === undefined || claim.entityRef === ownRefOf(only);
    const reason = canTakeName
      ? joinReason(claim, only, this.#source, this.#mode)
      : undefined;
    return reason
      ? { state: 'joined', component: only, reason }
      : { state: 'unconfirmed', component: only };
  }

  /** Undefined when a component cannot be read. That is reported when it is translated. */
  #candidatesOf(claim: EntityClaim): ComponentUnit[] | undefined {
    try {
      return claimedComponents(claim, this.#source);
    } catch {
      return undefined;
    }
  }

  /** Whether all components that a claim can name have been read. */
  #isKnown({ organization }: EntityClaim): boolean {
    return this.#source.isComplete(
      'component',
      organization === undefined
        ? undefined
        : this.#source.sourceOf(organization),
    );
  }

  /** The units whose problems include that of a claim. */
  #reportKeys(claim: EntityClaim): CatalogUnitKey[] {
    const { component: name } = claim;
    const candidates = this.#candidatesOf(claim) ?? [];
    const organizations = candidates.length
      ? candidates.map(({ organization }) => organization)
      : [this.#reportOrganization(claim)];
    return organizations.map(organization => ({
      type: 'component',
      organization,
      name,
    }));
  }

  /** The organization for the problem of a claim on no component. It exists, because problems of others are not listed. */
  #reportOrganization({ organization, namespace }: EntityClaim): string {
    const wanted = organization ?? namespace;
    const [first] = this.#source.list('organization');
    return this.#source.sourceOf(wanted) === undefined && first
      ? first.name
      : wanted;
  }

  /** The value of `shown` for an outcome. Undefined while the entity keeps what it has. */
  #shownOf(outcome: ClaimOutcome): string | undefined {
    switch (outcome.state) {
      case 'undecided':
        return undefined;
      case 'joined':
        return this.enrichment(outcome.component).identity[joinedHashKey];
      default:
        return 'rejected';
    }
  }
}
