import { implementDecisions } from '../../adapter-base/promotions/implementDecisions';
import type { Verb } from '../../verbs/Verb';
import { promotionView } from '../promotionView';
import { buildComponent } from './buildComponent';
import { createComponent } from './createComponent';
import { createProject } from './createProject';
import { deleteComponent } from './deleteComponent';
import { deleteProject } from './deleteProject';
import { deployComponent } from './deployComponent';
import { promoteComponent } from './promoteComponent';
import { rollBackComponent } from './rollBackComponent';
import { setState } from './setState';
import { updateComponent } from './updateComponent';

/** The verbs that the component-type adapter implements. */
export const verbs: readonly Verb[] = [
  buildComponent,
  createComponent,
  createProject,
  deleteComponent,
  deleteProject,
  deployComponent,
  promoteComponent,
  ...implementDecisions(promotionView),
  rollBackComponent,
  setState,
  updateComponent,
];
