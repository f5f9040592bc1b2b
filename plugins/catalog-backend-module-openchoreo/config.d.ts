export interface Config {
  catalog?: {
    providers?: {
      /** How OpenChoreo's resources become entities. */
      openchoreo?: {
        /** Entity ref of the owner of what names none. Default: `group:default/platform`. */
        defaultOwner?: string;
        /** Lifecycle of the components that name none. Default: `production`. */
        defaultLifecycle?: string;
        /** More removals at once than both figures say are looked at twice before they are carried out. */
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
