import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';

/** The portal. Every plugin that packages/app depends on is discovered; only what is arranged here is listed. */
export default createApp({
  features: [catalogPlugin, navModule, signInModule],
});
