import type { TableColumn } from '@backstage/core-components';
import { CatalogTable } from '@backstage/plugin-catalog';
import type {
  CatalogTableColumnsFunc,
  CatalogTableRow,
} from '@backstage/plugin-catalog/alpha';
import { createDeploymentColumn } from '@promenade/backstage-plugin-openchoreo';

type Column = TableColumn<CatalogTableRow>;
type ListedEntity = CatalogTableRow['entity'];

const descriptionField = 'entity.metadata.description';

/** Whether an entity has content for a column that can be empty, by the field of the column. */
const hasContent: Readonly<Record<string, (entity: ListedEntity) => boolean>> =
  {
    'entity.metadata.tags': ({ metadata }) => Boolean(metadata.tags?.length),
    [descriptionField]: ({ metadata }) => Boolean(metadata.description),
    'entity.spec.lifecycle': ({ spec }) => Boolean(spec?.lifecycle),
  };

/** The columns of the catalog: those with content, and where components run. */
export const columns: CatalogTableColumnsFunc = context =>
  toOpenChoreoColumns(
    CatalogTable.defaultColumnsFunc(context),
    context.entities,
  );

/**
 * Removes the columns that no entity of the page has content for, and adds the environments of components. Names do not break in the
 * middle of a word.
 */
export function toOpenChoreoColumns(
  defaults: readonly Column[],
  entities: readonly ListedEntity[],
): Column[] {
  const isComponents = entities.some(({ kind }) => kind === 'Component');
  const shown = defaults.filter(({ field = '' }) => {
    // The environments of a component take the place of its description.
    if (isComponents && field === descriptionField) return false;
    return (
      entities.length === 0 ||
      !hasContent[field] ||
      entities.some(hasContent[field])
    );
  });
  const added = isComponents ? [createDeploymentColumn<CatalogTableRow>()] : [];
  return [...shown, ...added].map(column => ({
    ...column,
    cellStyle: {
      // It can be a function, which no column of the catalog has.
      ...(typeof column.cellStyle === 'object' ? column.cellStyle : {}),
      wordBreak: 'normal',
      overflowWrap: 'normal',
    },
  }));
}
