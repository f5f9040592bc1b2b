import { applyConfiguration, applySecretReference } from './applyConfiguration';
import { applyEnvironment } from './applyEnvironment';
import { applyManifest, deleteManifest } from './applyManifest';
import { applyPipeline } from './applyPipeline';
import { applyPromotionPolicy } from './applyPromotionPolicy';
import { applyApi } from './applyApi';
import { applyWorkload } from './applyWorkload';
import { buildComponent } from './buildComponent';
import { connectComponent } from './connectComponent';
import { createApiProxy } from './createApiProxy';
import { deployComponent } from './deployComponent';
import { createComponent } from './createComponent';
import { createOrganization } from './createOrganization';
import { createProject } from './createProject';
import {
  approvePromotion,
  cancelPromotion,
  rejectPromotion,
} from './decidePromotion';
import { deleteComponent } from './deleteComponent';
import { deleteProject } from './deleteProject';
import { previewRelease } from './previewRelease';
import { promoteComponent } from './promoteComponent';
import { promoteProject } from './promoteProject';
import { restartComponent } from './restartComponent';
import { rollBackComponent } from './rollBackComponent';
import { runTask } from './runTask';
import { setState } from './setState';
import { updateComponent } from './updateComponent';

/**
 * Every verb. All doors are derived from this list.
 *
 * @public
 */
export const verbs = {
  createOrganization,
  createProject,
  createComponent,
  createApiProxy,
  updateComponent,
  connectComponent,
  applyApi,
  buildComponent,
  deployComponent,
  applyWorkload,
  previewRelease,
  promoteComponent,
  promoteProject,
  approvePromotion,
  rejectPromotion,
  cancelPromotion,
  rollBackComponent,
  restartComponent,
  runTask,
  setState,
  deleteComponent,
  deleteProject,
  applyEnvironment,
  applyPipeline,
  applyPromotionPolicy,
  applyConfiguration,
  applySecretReference,
  applyManifest,
  deleteManifest,
};
