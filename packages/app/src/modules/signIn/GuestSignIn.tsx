import { SignInPageBlueprint } from '@backstage/plugin-app-react';

/** Signs every user in as guest without a sign-in page, because the portal has no other sign-in provider. */
export const GuestSignIn = SignInPageBlueprint.make({
  params: {
    loader: async () => {
      const { ProxiedSignInPage } = await import('@backstage/core-components');
      return props => <ProxiedSignInPage {...props} provider="guest" />;
    },
  },
});
