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
     * The organizations to read. Default: all. The organization `default` is shared by the others and always read.
     */
    organizations?: {
      /** Names of organizations to read. `*` matches any text. Default: all. */
      include?: string[];

      /** Names of organizations not to read. `*` matches any text. */
      exclude?: string[];
    };
  };
}
