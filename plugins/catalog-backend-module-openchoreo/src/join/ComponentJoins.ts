import type {
  CatalogUnit,
  CatalogUnitKey,
  CatalogUnitProblem,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import {
  ownRefOf,
  type ComponentName,
  type ComponentRefOf,
} from '../translate/component';

/** Entities of other locations that have joined a component, for the provider. */
export interface ComponentJoins {
  /** Starts to read claims. @param enqueue - writes units again */
  connect(
    connection: EntityProviderConnection,
    enqueue: (units: CatalogUnitKey[]) => void,
  ): void;
  stop(): void;
  /** Reads the claims that the catalog has. @throws Error when that fails */
  load(): Promise<void>;
  /** The entity of another location that has joined a component. */
  joinedRef(component: ComponentName): string | undefined;
  /** Resolves the components that a unit depends on. */
  refsOf(unit: CatalogUnitKey): ComponentRefOf;
  /** The problems with the claims on a component. */
  problems(unit: CatalogUnitKey): CatalogUnitProblem[];
  /** A text that differs when claims make the entities or problems of a unit differ. */
  fingerprint(unit: CatalogUnit): string;
  /** Is called when the catalog has removed own entities because of other locations. */
  onOwnEntitiesRemoved(entityRefs: readonly string[]): void;
}

/** For a provider to which no entity can join. */
export const noJoins: ComponentJoins = {
  connect: () => {},
  stop: () => {},
  load: async () => {},
  joinedRef: () => undefined,
  refsOf: () => ownRefOf,
  problems: () => [],
  fingerprint: () => '',
  onOwnEntitiesRemoved: () => {},
};
