import {
  coreExtensionData,
  createExtensionInput,
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { RiApps2Line } from '@remixicon/react';

/** The list of the catalog with columns of OpenChoreo. */
const catalogPage = PageBlueprint.makeWithOverrides({
  inputs: { filters: createExtensionInput([coreExtensionData.reactElement]) },
  factory: (createPage, { inputs }) =>
    createPage({
      path: '/catalog',
      routeRef: catalogPlugin.routes.catalogIndex,
      icon: <RiApps2Line />,
      title: 'Catalog',
      loader: async () => {
        const [{ CatalogIndexPage }, { columns }] = await Promise.all([
          import('@backstage/plugin-catalog/alpha'),
          import('./columns'),
        ]);
        const filters = inputs.filters.map(filter =>
          filter.get(coreExtensionData.reactElement),
        );
        return (
          <CatalogIndexPage
            columns={columns}
            filters={<>{filters}</>}
            pagination
          />
        );
      },
    }),
});

export const catalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [catalogPage],
});
