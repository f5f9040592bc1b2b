import { useRouteRef } from '@backstage/frontend-plugin-api';
import { templateRouteRef } from '../routes';

/** The namespace of the templates that `catalog-backend-module-openchoreo-templates` adds. */
const namespace = 'default';

/**
 * Returns the path of the form of a software template.
 *
 * @returns undefined where the app has no scaffolder
 */
export function useTemplateLink():
  | ((templateName: string, values: object) => string)
  | undefined {
  const templatePath = useRouteRef(templateRouteRef);
  if (!templatePath) return undefined;
  return (templateName, values) => {
    const query = new URLSearchParams({ formData: JSON.stringify(values) });
    return `${templatePath({ namespace, templateName })}?${query}`;
  };
}
