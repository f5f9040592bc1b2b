import { createComponent } from './createComponent';
import { createProject } from './createProject';
import {
  approvePromotion,
  cancelPromotion,
  rejectPromotion,
} from './decidePromotion';
import { promoteComponent } from './promoteComponent';
import { restartComponent } from './restartComponent';
import { rollBackComponent } from './rollBackComponent';
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
  approvePromotion,
  rejectPromotion,
  cancelPromotion,
  rollBackComponent,
  restartComponent,
  setState,
};
