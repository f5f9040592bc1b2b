import { CatalogTable } from '@backstage/plugin-catalog';
import { toOpenChoreoColumns } from './columns';

const {
  createMetadataDescriptionColumn,
  createLabelColumn,
  createSpecLifecycleColumn,
  createTagsColumn,
} = CatalogTable.columns;
const defaults = [
  createMetadataDescriptionColumn(),
  createTagsColumn(),
  createSpecLifecycleColumn(),
];

const entityOf = (kind: string, metadata: object = {}, spec: object = {}) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'greeter', ...metadata },
  spec: { ...spec },
});

/** The fields of the columns for a page of entities. The column of environments has none, and is named by its title. */
const fields = (entities: Parameters<typeof toOpenChoreoColumns>[1]) =>
  toOpenChoreoColumns(defaults, entities).map(
    ({ field, title }) => field ?? title,
  );

describe('toOpenChoreoColumns', () => {
  it('shows the environments of components in place of their description', () => {
    expect(
      fields([
        entityOf(
          'Component',
          { description: 'Greets', tags: ['java'] },
          { lifecycle: 'production' },
        ),
      ]),
    ).toEqual([
      'entity.metadata.tags',
      'entity.spec.lifecycle',
      'Environments',
    ]);
  });

  it('shows a column when one entity of the page has content for it', () => {
    expect(
      fields([
        entityOf('System', { tags: [] }),
        entityOf('System', { description: 'Sells' }),
      ]),
    ).toEqual(['entity.metadata.description']);
  });

  it('shows every default column while the page is empty', () => {
    expect(fields([])).toEqual(defaults.map(({ field }) => field));
  });

  it('breaks no word, and keeps the rest of the style of a cell', () => {
    const labels = createLabelColumn('team');
    expect(toOpenChoreoColumns([labels], [])).toMatchObject([
      {
        cellStyle: {
          padding: '0px 16px 0px 20px',
          wordBreak: 'normal',
          overflowWrap: 'normal',
        },
      },
    ]);
  });
});
