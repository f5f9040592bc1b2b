import type {
  CatalogUnit,
  CatalogUnitKey,
  CatalogUnitProblem,
  CatalogUnitType,
} from '../domain/CatalogUnit';

/**
 * The units of the catalog.
 *
 * @public
 */
export interface CatalogUnitSource {
  /** The names of the control planes that the units come from. */
  readonly sourceNames: readonly string[];
  /**
   * The name of the control plane that an organization comes from, also while that cannot be reached. Undefined for an
   * organization that none of them has.
   */
  sourceOf(organization: string): string | undefined;
  /** The organization whose environments, planes, pipelines and types an organization may use, too. */
  sharedOrganizationOf(organization: string): string;
  /** The namespace of an organization in Kubernetes. */
  namespaceOf(organization: string): string;
  /**
   * Whether all kinds that units of a type are made from have been read from one control plane, or, without its name, from all of
   * them.
   */
  isComplete(type: CatalogUnitType, sourceName?: string): boolean;
  /** The units of a type that exist now. */
  list(type: CatalogUnitType): CatalogUnitKey[];
  /** A unit. Undefined when its resource does not exist or is being deleted. */
  get(key: CatalogUnitKey): CatalogUnit | undefined;
  /** Adds the problems of a unit to the rejected resources. Without problems, earlier ones are resolved. */
  report(key: CatalogUnitKey, problems?: readonly CatalogUnitProblem[]): void;
  /**
   * Calls `onChange` with the units that may differ after a change of a resource, the time of that write in milliseconds since
   * 1970, in whole seconds, if it is known, and those of the units whose resource is seen to be deleted: by a watch, or by its
   * deletion timestamp. A resource that is only missing in a new list is not seen to be deleted. Calls `onRead` when another kind
   * has been read. Returns a function that unsubscribes both.
   */
  subscribe(listener: {
    onChange: (
      units: CatalogUnitKey[],
      writtenAt?: number,
      deleted?: CatalogUnitKey[],
    ) => void;
    onRead: () => void;
  }): () => void;
}
