import { z } from 'zod';
import { openEnum } from './openEnum';

/**
 * The modes of isolation of a cell.
 *
 * @public
 */
export const isolationModes = ['Enforced', 'Audit', 'Off'] as const;

/** The isolation of the cells of a project. */
export const isolationSchema = z.object({
  mode: openEnum([...isolationModes, 'Unknown'], 'Unknown').describe(
    'The mode that the project asks for. `Enforced` denies undeclared traffic, `Audit` only reports it.',
  ),
  isEffective: z
    .boolean()
    .optional()
    .describe('Whether undeclared traffic is denied. Absent with mode Off.'),
  message: z.string().optional().describe('What applies, in a sentence.'),
});

/**
 * The isolation of the cells of a project.
 *
 * @public
 */
export type Isolation = z.infer<typeof isolationSchema>;
