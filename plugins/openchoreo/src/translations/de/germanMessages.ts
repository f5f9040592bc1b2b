import { apis } from './apis';
import { audit } from './audit';
import { builds } from './builds';
import { capacity } from './capacity';
import { catalog } from './catalog';
import { cell } from './cell';
import { configuration } from './configuration';
import { connections } from './connections';
import { deploy } from './deploy';
import { explanation } from './explanation';
import { home } from './home';
import { metrics } from './metrics';
import { pipeline } from './pipeline';
import { platform } from './platform';
import { project } from './project';
import { promotion } from './promotion';
import { promotionPage } from './promotionPage';
import { releases } from './releases';
import { runtime } from './runtime';
import { scaffolder } from './scaffolder';
import { shared } from './shared';
import { sync } from './sync';

/** The German texts of the plugin. */
export const germanMessages = {
  ...shared,
  ...deploy,
  ...explanation,
  ...promotion,
  ...releases,
  ...builds,
  ...configuration,
  ...runtime,
  ...scaffolder,
  ...sync,
  ...catalog,
  ...cell,
  ...connections,
  ...apis,
  ...metrics,
  ...home,
  ...platform,
  ...pipeline,
  ...capacity,
  ...project,
  ...promotionPage,
  ...audit,
};
