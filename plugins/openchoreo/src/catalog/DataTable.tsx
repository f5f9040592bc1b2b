import { useState, type ReactNode } from 'react';
import { Button } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import { useTexts } from '../useTexts';
import styles from './catalog.module.css';

/** How many rows are shown before the user asks for all. */
const initialRows = 25;
/** How many columns may fit beside each other. A table with more can be scrolled sideways. */
const maxColumns = 6;

/** A column of a table. */
export interface Column {
  id: string;
  /** Shown before each value where the columns do not fit beside each other. */
  label: string;
  /** Beside the label in the header. */
  note?: ReactNode;
}

/** A row of a table. Its first cell is its header. */
export interface Row {
  id: string;
  cells: readonly ReactNode[];
  /** What each column is sorted by. A table can be sorted when its rows have it. */
  sortBy?: readonly (string | number)[];
}

interface Sorting {
  column: number;
  isDescending: boolean;
}

/**
 * A table. Where its columns do not fit beside each other, each row is a block with one line for each column.
 */
export function DataTable(props: {
  label: string;
  columns: readonly Column[];
  rows: readonly Row[];
}) {
  const { label, columns, rows } = props;
  const { t } = useTexts();
  const [showsAll, setShowsAll] = useState(false);
  const [sorting, setSorting] = useState<Sorting>();
  const isSortable = rows.some(({ sortBy }) => sortBy);
  const sorted = sorting ? sortRows(rows, sorting) : rows;
  const shown = showsAll ? sorted : sorted.slice(0, initialRows);
  const hidden = rows.length - shown.length;
  return (
    <div
      className={styles.tableFrame}
      data-wide={columns.length > maxColumns || undefined}
    >
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th
                key={column.id}
                scope="col"
                aria-sort={isSortable ? ariaSort(sorting, index) : undefined}
              >
                {isSortable ? (
                  <SortButton
                    label={column.label}
                    isDescending={
                      sorting?.column === index
                        ? sorting.isDescending
                        : undefined
                    }
                    onPress={() =>
                      setSorting({
                        column: index,
                        isDescending:
                          sorting?.column === index && !sorting.isDescending,
                      })
                    }
                  />
                ) : (
                  column.label
                )}
                {column.note && <> {column.note}</>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ id, cells: [header, ...cells] }) => (
            <tr key={id}>
              <th scope="row">{header}</th>
              {cells.map((cell, index) => (
                <td
                  key={columns[index + 1].id}
                  data-label={columns[index + 1].label}
                >
                  <div className={styles.cell}>{cell}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <div className={styles.more}>
          <Button variant="secondary" onPress={() => setShowsAll(true)}>
            {t('catalog.showMore', { count: hidden })}
          </Button>
        </div>
      )}
    </div>
  );
}

function SortButton(props: {
  label: string;
  /** Undefined while the table is sorted by another column. */
  isDescending?: boolean;
  onPress: () => void;
}) {
  const { label, isDescending, onPress } = props;
  const Icon = isDescending ? RiArrowDownSLine : RiArrowUpSLine;
  return (
    <button type="button" className={styles.sort} onClick={onPress}>
      {label}
      <Icon
        size={16}
        aria-hidden="true"
        visibility={isDescending === undefined ? 'hidden' : undefined}
      />
    </button>
  );
}

function ariaSort(sorting: Sorting | undefined, column: number) {
  if (sorting?.column !== column) return 'none';
  return sorting.isDescending ? 'descending' : 'ascending';
}

/** Rows with equal values keep their order. */
function sortRows(
  rows: readonly Row[],
  { column, isDescending }: Sorting,
): Row[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const first = a.sortBy?.[column] ?? '';
    const second = b.sortBy?.[column] ?? '';
    return typeof first === 'number' && typeof second === 'number'
      ? sign * (first - second)
      : sign *
          String(first).localeCompare(String(second), undefined, {
            numeric: true,
          });
  });
}
