import type { PlatformAdapter } from '../adapter/PlatformAdapter';
import { buildSnapshot } from './builds';
import { catalogUnits } from './catalogUnits';
import { componentSnapshot } from './componentSnapshot';
import { releaseBindingKind } from './deploymentKinds';
import { capabilities, kinds, requiredKinds } from './kinds';
import { leftOf } from './leftOf';
import { migrateProject } from './migration/migrateProject';
import { isLabelled, organizationSnapshot } from './organizations';
import { overviewSource } from './overviewSource';
import { projectSnapshots } from './projectSnapshots';
import { promotionSource } from './promotionSource';
import { runtimeSnapshot } from './runtimeSnapshot';
import { verbs } from './verbs';

/** OpenChoreo 1.x: component types, releases and release bindings. */
export const componentTypeAdapter: PlatformAdapter = {
  generation: 'component-type',
  kinds,
  kindOf: (apiVersion, kind) =>
    kinds.find(each => each.apiVersion === apiVersion && each.kind === kind),
  requiredKinds,
  versionedKinds: [releaseBindingKind],
  claims: isLabelled,
  capabilities,
  snapshot: componentSnapshot,
  runtime: runtimeSnapshot,
  build: buildSnapshot,
  organization: organizationSnapshot,
  projects: projectSnapshots,
  overviews: overviewSource,
  migrateProject,
  leftOf,
  catalogUnits,
  promotions: promotionSource,
  verbs,
};
