import { CatalogTable } from '@backstage/plugin-catalog';
import type {
  CatalogTableColumnsFunc,
  CatalogTableRow,
} from '@backstage/plugin-catalog/alpha';
import { createDeploymentColumn } from '@promenade/backstage-plugin-openchoreo';

/** Columns that are shown only where an entity of the page has content for them. */
const isEmptyColumn: Readonly<
  Record<string, (entity: CatalogTableRow['entity']) => boolean>
> = {
  'entity.metadata.tags': ({ metadata }) => !metadata.tags?.length,
  'entity.metadata.description': ({ metadata }) => !metadata.description,
  'entity.spec.lifecycle': ({ spec }) => !spec?.lifecycle,
};

/** The columns of the catalog: those with content, whole words in names, and where components run. */
export const columns: CatalogTableColumnsFunc = context => {
  const { entities } = context;
  const isComponents = entities.some(({ kind }) => kind === 'Component');
  const shown = CatalogTable.defaultColumnsFunc(context).filter(
    ({ field = '' }) =>
      // Where a component runs takes the place of its description.
      !(isComponents && field === 'entity.metadata.description') &&
      (entities.length === 0 ||
        !isEmptyColumn[field] ||
        !entities.every(isEmptyColumn[field])),
  );
  return [
    ...shown,
    ...(isComponents ? [createDeploymentColumn<CatalogTableRow>()] : []),
  ].map(column => ({
    ...column,
    cellStyle: { wordBreak: 'normal', overflowWrap: 'normal' },
  }));
};
