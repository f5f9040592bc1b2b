/** The id of the texts of the plugin. */
export const translationId = 'plugin.openchoreo';
