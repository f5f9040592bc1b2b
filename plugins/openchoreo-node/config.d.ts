// The keys of a control plane are declared twice, because config-loader 1.10 accepts only one declaration in this file.
export interface Config {
  openchoreo?: {
    /**
     * Path of the kubeconfig file of the cluster with the resources of OpenChoreo. Default: `KUBECONFIG`, `~/.kube/config`, or
     * the service account of the pod, in that order.
     */
    kubeconfig?: string;

    /**
     * Context of the kubeconfig. Default: its current context.
     */
    context?: string;

    /**
     * What the names of organizations begin with in Backstage, such as `oc-`: the organization `default` is `oc-default`, and so is
     * the namespace of its entities. In Kubernetes the names stay as they are. Default: no prefix.
     */
    organizationPrefix?: string;

    /**
     * The key that signs what people decide about promotions. The control plane verifies the signatures with the same key.
     */
    signingKey?: {
      /** The Secret with the key, in its entry `key`. Default: `promenade-signing-key` in the namespace `promenade-system`. */
      secretRef?: {
        namespace?: string;
        name?: string;
      };
    };

    /**
     * The organizations to read, by their names in Kubernetes. Default: all. The organization `default` is shared by the others and
     * always read.
     */
    organizations?: {
      /** Names of organizations to read. `*` matches any text. Default: all. */
      include?: string[];

      /** Names of organizations not to read. `*` matches any text. */
      exclude?: string[];
    };

    /**
     * Several control planes, in place of the keys above. Of two with the same `organizationPrefix`, `organizations` must tell the
     * organizations apart.
     */
    sources?: Array<{
      /** Name of the control plane, for people: lower-case letters, digits and dashes. */
      name: string;

      /** As `openchoreo.kubeconfig`. */
      kubeconfig?: string;

      /** As `openchoreo.context`. */
      context?: string;

      /** As `openchoreo.organizationPrefix`. */
      organizationPrefix?: string;

      /** As `openchoreo.signingKey`. */
      signingKey?: {
        secretRef?: {
          namespace?: string;
          name?: string;
        };
      };

      /** As `openchoreo.organizations`. */
      organizations?: {
        include?: string[];
        exclude?: string[];
      };
    }>;

    /**
     * Where the metrics of components come from, besides the metrics API of their data planes.
     */
    metrics?: {
      /** The Prometheus of data planes. The first one that has the data plane of an environment is asked. Default: none. */
      prometheus?: Array<{
        /** Name for people, in messages. */
        name?: string;

        /** URL, below which the API is at `/api/v1`. */
        url: string;

        /**
         * Bearer token.
         *
         * @visibility secret
         */
        token?: string;

        /** The data planes by namespace and name of their resources, such as `default/europe-1`. Default: all. */
        dataPlanes?: string[];
      }>;
    };
  };
}
