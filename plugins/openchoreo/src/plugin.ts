import { createElement } from 'react';
import { RiStackLine } from '@remixicon/react';
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { openChoreoApi } from './api';
import { deployContent } from './board';
import { whereItRunsCard } from './overview';
import { deployRouteRef } from './routes';

/**
 * The OpenChoreo plugin of the new frontend system.
 *
 * It adds to pages of entities that carry `openchoreo.dev/…` annotations, and to no others.
 *
 * @public
 */
export const openChoreoPlugin = createFrontendPlugin({
  pluginId: 'openchoreo',
  title: 'OpenChoreo',
  icon: createElement(RiStackLine),
  info: { packageJson: () => import('../package.json') },
  routes: { deploy: deployRouteRef },
  extensions: [openChoreoApi, deployContent, whereItRunsCard],
});
