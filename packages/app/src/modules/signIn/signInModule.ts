import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { GuestSignIn } from './GuestSignIn';

/** How people get into the portal. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [GuestSignIn],
});
