export interface Config {
  catalog?: {
    providers?: {
      /** The entity provider for OpenChoreo. */
      openchoreo?: {
        /** Entity ref of the owner of entities without one. Default: `group:default/platform`. */
        defaultOwner?: string;
        /** Lifecycle of components without one. Default: `production`. */
        defaultLifecycle?: string;
        /** Whether each class and component type has a template. Default: true. Set it to false without a scaffolder. */
        templates?: boolean;
        /** Removals at once beyond both limits are confirmed by a second read. */
        removalCeiling?: {
          /** Number of entities. Default: 20. */
          count?: number;
          /** Share of all entities, 0 to 1. Default: 0.1. */
          share?: number;
        };
      };
    };
  };
}
