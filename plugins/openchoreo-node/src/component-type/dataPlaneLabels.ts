/** The labels of the objects of a component in a data plane. */
export const dataPlaneLabels = {
  organization: 'openchoreo.dev/namespace',
  project: 'openchoreo.dev/project',
  component: 'openchoreo.dev/component',
} as const;
