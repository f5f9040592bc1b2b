import {
  processingResult,
  type CatalogProcessor,
  type CatalogProcessorEmit,
} from '@backstage/plugin-catalog-node';

/** The location type of the catalog, without its deprecated export. */
export type LocationSpec = Parameters<
  NonNullable<CatalogProcessor['readLocation']>
>[0];

/** Who adds refresh keys to locations. */
export interface LocationKeySource {
  /** @param location - such as `url:https://example.test/catalog-info.yaml` */
  locationKeys(location: string): string[];
}

/**
 * Adds refresh keys to locations. With a new key, the result of a location is another one, so that the catalog tries the entities
 * again that it has rejected: it ignores a result that is the same as before.
 */
export class LocationKeyProcessor implements CatalogProcessor {
  readonly #sources: readonly LocationKeySource[];

  constructor(...sources: LocationKeySource[]) {
    this.#sources = sources;
  }

  getProcessorName(): string {
    return 'OpenChoreoLocationKeyProcessor';
  }

  /** Before the processors that read locations, because only the first one that reads a location is asked. */
  getPriority(): number {
    return 10;
  }

  async readLocation(
    { type, target }: LocationSpec,
    _optional: boolean,
    emit: CatalogProcessorEmit,
  ): Promise<boolean> {
    for (const source of this.#sources) {
      for (const key of source.locationKeys(`${type}:${target}`)) {
        emit(processingResult.refresh(key));
      }
    }
    return false;
  }
}
