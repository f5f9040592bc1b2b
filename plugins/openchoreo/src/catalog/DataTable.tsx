import { useState, type ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { openChoreoTranslationRef } from '../translation';
import styles from './catalog.module.css';

/** How many rows are shown before the user asks for all. */
const initialRows = 25;

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
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? rows : rows.slice(0, initialRows);
  const hidden = rows.length - shown.length;
  return (
    <div className={styles.tableFrame}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column.id} scope="col">
                {column.label}
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
