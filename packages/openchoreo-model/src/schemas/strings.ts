import { z } from 'zod';

/** A list of strings; `item` says in a sentence what one of them is. */
export const strings = (item: string) => z.array(z.string().describe(item));
