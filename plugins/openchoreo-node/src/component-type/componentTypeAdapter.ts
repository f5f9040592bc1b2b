import type { PlatformAdapter } from '../adapter/PlatformAdapter';
import { catalogUnits } from './catalogUnits';
import { componentSnapshot } from './componentSnapshot';
import { capabilities, kinds, requiredKinds } from './kinds';
import { leftOf } from './leftOf';
import { organizationSnapshot } from './organizations';
import { overviewSource } from './overviewSource';
import { projectSnapshots } from './projectSnapshots';
import { runtimeSnapshot } from './runtimeSnapshot';

/** OpenChoreo 1.x: component types, releases and release bindings. */
export const componentTypeAdapter: PlatformAdapter = {
  generation: 'component-type',
  kinds,
  kindOf: (apiVersion, kind) =>
    kinds.find(each => each.apiVersion === apiVersion && each.kind === kind),
  requiredKinds,
  versionedKinds: [],
  capabilities,
  snapshot: componentSnapshot,
  runtime: runtimeSnapshot,
  organization: organizationSnapshot,
  projects: projectSnapshots,
  overviews: overviewSource,
  leftOf,
  catalogUnits,
  verbs: [],
};
