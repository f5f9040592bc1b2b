import type { CatalogUnitSource } from '../adapter/CatalogUnitSource';
import { sharedOrganization } from '../domain/sharedOrganization';
import { mergeSources, type Place, type Routes } from './Routes';

/** The catalog units of several platforms. */
export function combineUnits(routes: Routes): CatalogUnitSource {
  const { sources } = routes;
  const unitsOf = (place: Place) => routes.find(place)?.platform.catalogUnits;
  return {
    sourceNames: sources.map(({ name }) => name),
    sourceOf: organization => routes.find({ organization })?.name,
    sharedOrganizationOf: organization =>
      unitsOf({ organization })?.sharedOrganizationOf(organization) ??
      sharedOrganization,
    namespaceOf: organization =>
      unitsOf({ organization })?.namespaceOf(organization) ?? organization,
    isComplete: (type, sourceName) =>
      routes.active
        .filter(({ name }) => sourceName === undefined || name === sourceName)
        .every(({ platform }) => platform.catalogUnits.isComplete(type)),
    list: type =>
      mergeSources(
        routes,
        ({ platform }) => platform.catalogUnits.list(type),
        key => key,
      ),
    get: key => unitsOf(key)?.get(key),
    report: (key, problems) => unitsOf(key)?.report(key, problems),
    subscribe({ onChange, onRead }) {
      const unsubscribers = sources.map(source => {
        const isOwn = (place: Place) => routes.find(place) === source;
        return source.platform.catalogUnits.subscribe({
          onRead,
          onChange: (units, writtenAt, deleted) =>
            onChange(units.filter(isOwn), writtenAt, deleted?.filter(isOwn)),
        });
      });
      return () => unsubscribers.forEach(unsubscribe => unsubscribe());
    },
  };
}
