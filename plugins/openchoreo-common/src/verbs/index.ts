import { createComponent } from './createComponent';
import { createProject } from './createProject';
import { promoteComponent } from './promoteComponent';
import { setState } from './setState';

/**
 * Every verb. All doors are derived from this list.
 *
 * @public
 */
export const verbs = {
  createProject,
  createComponent,
  promoteComponent,
  setState,
};
