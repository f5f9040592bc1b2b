import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { apisMessages } from './translations/apis';
import { buildsMessages } from './translations/builds';
import { capacityMessages } from './translations/capacity';
import { configurationMessages } from './translations/configuration';
import { catalogMessages } from './translations/catalog';
import { cellMessages } from './translations/cell';
import { connectionsMessages } from './translations/connections';
import { deployMessages } from './translations/deploy';
import { homeMessages } from './translations/home';
import { pipelineMessages } from './translations/pipeline';
import { platformMessages } from './translations/platform';
import { projectMessages } from './translations/project';
import { promotionMessages } from './translations/promotion';
import { releasesMessages } from './translations/releases';
import { runtimeMessages } from './translations/runtime';
import { scaffolderMessages } from './translations/scaffolder';
import { sharedMessages } from './translations/shared';
import { syncMessages } from './translations/sync';

/**
 * All texts of the plugin. Replace or translate them with `TranslationBlueprint`.
 *
 * @public
 */
export const openChoreoTranslationRef = createTranslationRef({
  id: 'plugin.openchoreo',
  messages: {
    ...sharedMessages,
    ...deployMessages,
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
    ...homeMessages,
    ...platformMessages,
    ...pipelineMessages,
    ...capacityMessages,
    ...projectMessages,
  },
});
