import { InputError } from '@backstage/errors';

/** The cursor of a position in a history. Clients must not depend on what it has. */
export function encodeCursor(position: string): string {
  return Buffer.from(position).toString('base64url');
}

/** The position of a cursor. @throws InputError for a malformed one */
export function decodeCursor(cursor: string): string {
  const position = Buffer.from(cursor, 'base64url').toString();
  if (encodeCursor(position) !== cursor) throw malformedCursor();
  return position;
}

/** The error for what is not the cursor of a page. */
export function malformedCursor(): InputError {
  return new InputError(
    'cursor: is not the nextCursor of a page. Leave it out for the first page',
  );
}
