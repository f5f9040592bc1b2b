// Figures for people.

/** Rows of cells as lines; columns after the first are figures, and stand to the right. */
export function table(rows) {
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => String(row[column]).length)),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) =>
          column
            ? String(cell).padStart(widths[column])
            : String(cell).padEnd(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A figure with as many digits as mean something. */
export const figure = value =>
  value >= 100
    ? Math.round(value).toLocaleString('en')
    : value.toFixed(value >= 10 ? 1 : 2);
