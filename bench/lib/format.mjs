// Formats results as text.

/** Formats rows as an aligned table. The first column is text, the others are numbers. */
export function formatTable(rows) {
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

/** Formats a number with about three significant digits. */
export const formatNumber = value =>
  value >= 100
    ? Math.round(value).toLocaleString('en')
    : value.toFixed(value >= 10 ? 1 : 2);
