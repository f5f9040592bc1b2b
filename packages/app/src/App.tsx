import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogModule } from './modules/catalog';
import { navModule } from './modules/nav';
import { searchModule } from './modules/search';
import { signInModule } from './modules/signIn';
import { translationsModule } from './modules/translations';

/** The portal. Plugins that packages/app depends on are discovered; only features that need configuration in code are listed. */
export default createApp({
  features: [
    catalogPlugin,
    catalogModule,
    navModule,
    searchModule,
    signInModule,
    translationsModule,
  ],
});
