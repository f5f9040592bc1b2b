export interface Config {
  catalog?: {
    providers?: {
      /** The software templates for OpenChoreo. */
      openchoreoTemplates?: {
        /** Entity ref of the owner of the templates. Default: `catalog.providers.openchoreo.defaultOwner`, or `group:default/platform`. */
        owner?: string;
        /** Namespace of the templates. Default: `openchoreo`, so that they do not take the names of others. */
        namespace?: string;
        /** Names of templates to leave out, such as `delete-a-project`. */
        exclude?: string[];
      };
    };
  };
}
