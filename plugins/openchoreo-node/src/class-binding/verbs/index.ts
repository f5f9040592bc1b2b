import type { Verb } from '../../verbs/Verb';
import { createComponent } from './createComponent';
import { createProject } from './createProject';
import { promoteComponent } from './promoteComponent';
import { setState } from './setState';

/** The verbs that the class-binding adapter implements. */
export const verbs: readonly Verb[] = [
  createProject,
  createComponent,
  promoteComponent,
  setState,
];
