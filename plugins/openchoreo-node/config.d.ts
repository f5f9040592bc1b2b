export interface Config {
  openchoreo?: {
    /**
     * Path of the kubeconfig file of the cluster that holds the resources of OpenChoreo. Without it, what `KUBECONFIG` names,
     * `~/.kube/config`, or the service account of the pod, in that order.
     */
    kubeconfig?: string;

    /**
     * The context of the kubeconfig to use. Its current one by default.
     */
    context?: string;

    /**
     * Which organizations are shown. All by default. `default` holds what the others share, and is always read.
     */
    organizations?: {
      /** Names of organizations, in which `*` stands for any text. All by default. */
      include?: string[];

      /** Names of organizations that are left out, in which `*` stands for any text. */
      exclude?: string[];
    };
  };
}
