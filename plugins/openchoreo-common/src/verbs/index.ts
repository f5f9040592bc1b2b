import { createComponent } from './createComponent';
import { createProject } from './createProject';
import { promoteComponent } from './promoteComponent';
import { setState } from './setState';
import type { VerbDeclaration } from './Verb';

/**
 * Every verb. All doors are derived from this list.
 *
 * @public
 */
export const verbs: readonly VerbDeclaration[] = [
  createProject,
  createComponent,
  promoteComponent,
  setState,
];
