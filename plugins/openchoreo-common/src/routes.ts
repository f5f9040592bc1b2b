import type { ComponentRef } from './board';

/** Where the resources of a component are below the base of the plugin. */
export function componentPath(ref: ComponentRef): string {
  const parts = [ref.organization, ref.project, ref.component];
  const [organization, project, component] = parts.map(encodeURIComponent);
  return `/organizations/${organization}/projects/${project}/components/${component}`;
}
