import { SignInPageBlueprint } from '@backstage/plugin-app-react';

/** Signs everybody in as the guest, without a page that asks for it: there is nobody else to be. */
export const GuestSignIn = SignInPageBlueprint.make({
  params: {
    loader: async () => {
      const { ProxiedSignInPage } = await import('@backstage/core-components');
      return props => <ProxiedSignInPage {...props} provider="guest" />;
    },
  },
});
