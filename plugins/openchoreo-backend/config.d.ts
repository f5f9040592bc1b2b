import type { HumanDuration } from '@backstage/types';

export interface Config {
  openchoreo?: {
    /**
     * Who has requested which change through the portal, which the backend records in its database.
     */
    audit?: {
      /** How long entries are kept. Default: one year. */
      keepFor?: HumanDuration | string;
    };

    /**
     * The Git hosts that report pushes to `/api/openchoreo/webhooks/builds/<host>`, which start builds. Default: none.
     */
    buildWebhooks?: Array<{
      /**
       * What sends the pushes: `github` (also Gitea and Forgejo), `gitlab`, `bitbucket` (Bitbucket Cloud) or `generic` (a script).
       * Several entries for the same host have a secret each.
       */
      host: 'github' | 'gitlab' | 'bitbucket' | 'generic';

      /**
       * The secret of the webhook, which signs its requests. Of GitLab the secret token.
       *
       * @visibility secret
       */
      secret: string;
    }>;

    /**
     * Requests that users send to endpoints of their components from the *API* tab.
     */
    endpointCalls?: {
      /**
       * Hosts of gateways that the backend may call for users: names, `*.` before a name for all hosts below it, optionally with a
       * port. The addresses themselves come from the control plane. Default: none.
       */
      gateways?: string[];
    };
  };
}
