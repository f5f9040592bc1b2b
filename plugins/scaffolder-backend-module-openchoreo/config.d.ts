export interface Config {
  openchoreo?: {
    /** How changes are delivered as manifests to Git repositories. */
    delivery?: {
      /** Git hosts that repositories may be on, beside those of `integrations`. */
      gitHosts?: Array<{
        /** Host with its port, such as `git.example.com` or `git.example.com:8443`. */
        host: string;

        /** User name for Git over HTTP. Default: `git`. */
        username?: string;

        /**
         * Token or password for Git over HTTP. Default: anonymous access.
         *
         * @visibility secret
         */
        token?: string;

        /** Whether URLs may be written with `http`, which sends the token without encryption. Default: only on loopback. */
        allowHttp?: boolean;
      }>;
    };
  };
}
