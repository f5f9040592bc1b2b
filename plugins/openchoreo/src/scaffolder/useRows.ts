import { useRef, useState } from 'react';

/** A row of a list that people edit. */
export interface Row<Item> {
  /** Stays the same while the row is edited and moved. */
  key: number;
  item: Item;
}

/** A list that people edit, with a key for each of its rows. */
export interface Rows<Item> {
  rows: readonly Row<Item>[];
  add: (item: Item) => void;
  update: (index: number, item: Item) => void;
  remove: (index: number) => void;
  /** Exchanges a row with the one before (-1) or after it (1). */
  move: (index: number, by: -1 | 1) => void;
}

/** Edits a list by rows. An empty list is undefined, so that an optional field stays optional. */
export function useRows<Item>(
  items: readonly Item[] | undefined = [],
  onChange: (items: Item[] | undefined) => void,
): Rows<Item> {
  const nextKey = useRef(items.length);
  const [keys, setKeys] = useState(() => items.map((_, index) => index));
  // A list that changed elsewhere, such as by a step back in the form, has new rows at its end.
  const rows = items.map((item, index) => ({
    key: keys[index] ?? -1 - index,
    item,
  }));
  const change = (next: readonly Row<Item>[]) => {
    setKeys(next.map(({ key }) => key));
    onChange(next.length ? next.map(({ item }) => item) : undefined);
  };
  return {
    rows,
    add: item => {
      nextKey.current += 1;
      change([...rows, { key: nextKey.current, item }]);
    },
    update: (index, item) =>
      change(rows.map((row, at) => (at === index ? { ...row, item } : row))),
    remove: index => change(rows.filter((_, at) => at !== index)),
    move: (index, by) => {
      const next = [...rows];
      const [row] = next.splice(index, 1);
      if (row) next.splice(index + by, 0, row);
      change(next);
    },
  };
}
