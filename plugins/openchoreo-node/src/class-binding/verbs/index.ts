import type { Verb } from '../../verbs/Verb';
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

/** The verbs that the class-binding adapter implements. */
export const verbs: readonly Verb[] = [
  createProject,
  createComponent,
  promoteComponent,
  approvePromotion,
  rejectPromotion,
  cancelPromotion,
  rollBackComponent,
  restartComponent,
  setState,
];
