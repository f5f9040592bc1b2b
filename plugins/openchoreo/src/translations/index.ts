import { apisMessages } from './apis';
import { auditMessages } from './audit';
import { buildsMessages } from './builds';
import { capacityMessages } from './capacity';
import { catalogMessages } from './catalog';
import { cellMessages } from './cell';
import { configurationMessages } from './configuration';
import { connectionsMessages } from './connections';
import { deployMessages } from './deploy';
import { explanationMessages } from './explanation';
import { homeMessages } from './home';
import { metricsMessages } from './metrics';
import { pipelineMessages } from './pipeline';
import { platformMessages } from './platform';
import { projectMessages } from './project';
import { promotionMessages } from './promotion';
import { promotionPageMessages } from './promotionPage';
import { releasesMessages } from './releases';
import { runtimeMessages } from './runtime';
import { scaffolderMessages } from './scaffolder';
import { sharedMessages } from './shared';
import { syncMessages } from './sync';

/** All texts of the plugin, in English. */
export const messages = {
  ...sharedMessages,
  ...deployMessages,
  ...explanationMessages,
  ...promotionMessages,
  ...releasesMessages,
  ...buildsMessages,
  ...configurationMessages,
  ...runtimeMessages,
  ...scaffolderMessages,
  ...syncMessages,
  ...catalogMessages,
  ...cellMessages,
  ...connectionsMessages,
  ...apisMessages,
  ...metricsMessages,
  ...homeMessages,
  ...platformMessages,
  ...pipelineMessages,
  ...capacityMessages,
  ...projectMessages,
  ...promotionPageMessages,
  ...auditMessages,
} as const;
