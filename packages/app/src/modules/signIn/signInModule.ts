import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { GuestSignIn } from './GuestSignIn';

/** The sign-in of the portal. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [GuestSignIn],
});
