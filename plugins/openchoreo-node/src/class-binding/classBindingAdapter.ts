import {
  deploymentPipelineKind,
  kindOf,
  organizationKind,
  promotionPolicyKind,
  serviceClassKind,
} from '@promenade/openchoreo-model';
import type { PlatformAdapter } from '../adapter/PlatformAdapter';
import { bindingKinds } from './bindings';
import { buildPods } from './buildPods';
import { buildSources } from './buildSources';
import { buildSnapshot } from './buildSnapshot';
import { catalogUnits } from './catalogUnits';
import { componentSnapshot } from './componentSnapshot';
import { capabilities, componentKind, kinds } from './kinds';
import { leftOf } from './leftOf';
import { portableProject } from './migration/readProject';
import { organizationSnapshot } from './organizationSnapshot';
import { overviewSource } from './overviewSource';
import { findProjectPromotion } from './projectPromotionView';
import { projectSnapshots } from './projectSnapshot';
import { promotionSource } from './promotionSource';
import { restApiSource } from './restApi/restApiSource';
import { dataPlaneSnapshot, runtimeSnapshot } from './runtimeSnapshot';
import { verbs } from './verbs';
import { workloadDescriptor } from './workloadDescriptor';

/** OpenChoreo v0.3.2: classes and bindings, with promotions where the API serves them. */
export const classBindingAdapter: PlatformAdapter = {
  generation: 'class-binding',
  kinds,
  kindOf,
  // OpenChoreo 1.x has Components, too.
  requiredKinds: [componentKind, serviceClassKind],
  versionedKinds: [
    ...bindingKinds,
    deploymentPipelineKind,
    promotionPolicyKind,
  ],
  claims: (reader, name) =>
    reader.get(organizationKind, { name }) !== undefined,
  capabilities,
  snapshot: componentSnapshot,
  runtime: runtimeSnapshot,
  dataPlane: dataPlaneSnapshot,
  build: buildSnapshot,
  buildPods,
  buildSources,
  workloadDescriptor,
  organization: organizationSnapshot,
  projects: projectSnapshots,
  overviews: overviewSource,
  portableProject,
  leftOf,
  catalogUnits,
  promotions: promotionSource,
  projectPromotion: findProjectPromotion,
  restApi: restApiSource,
  verbs,
};
