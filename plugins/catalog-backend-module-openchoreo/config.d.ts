import type { HumanDuration } from '@backstage/types';

export interface Config {
  catalog?: {
    providers?: {
      /** The entity provider for OpenChoreo. */
      openchoreo?: {
        /** Entity ref of the owner of entities without one. Default: `group:default/platform`. */
        defaultOwner?: string;
        /** Lifecycle of components that name none and are not deployed. Default: `experimental`. */
        defaultLifecycle?: string;
        /** Prefixes of annotations that entities have from their resources, besides those of known plugins, such as `acme.example`. */
        annotationPrefixes?: string[];
        /** Whether each class and component type has a template. Default: true. Set it to false without a scaffolder. */
        templates?: boolean;
        /** Removals at once beyond both limits are confirmed by a second read. */
        removalCeiling?: {
          /** Number of entities. Default: 20. */
          count?: number;
          /** Share of all entities, 0 to 1. Default: 0.1. */
          share?: number;
          /** Time until the second read. Default: 30 seconds. */
          confirmAfter?: HumanDuration | string;
        };
        /** Time between two comparisons of all entities with all resources. Default: 10 minutes. */
        compareEvery?: HumanDuration | string;
        /** Time until a missing entity is noticed, such as one that somebody unregistered. Default: 1 minute. */
        checkEvery?: HumanDuration | string;
        /** Changes within this time are sent together. Default: 250 milliseconds. */
        coalesce?: HumanDuration | string;
        /**
         * Who gets a name that an entity of another location has as well. `yield`: that entity. `keep`: the one that had it first.
         * Default: `yield`.
         */
        nameConflicts?: 'yield' | 'keep';
        /**
         * Which entities of other locations join the component that they name in `openchoreo.dev/component`. `confirmed`: those that
         * the resource names, or that have its owner. `all`: all of them. `none`: none. Default: `confirmed`.
         */
        join?: 'confirmed' | 'all' | 'none';
      };
    };
  };
}
