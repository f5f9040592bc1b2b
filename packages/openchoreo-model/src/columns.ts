import type { PrinterColumn } from './kind-definition';

/** Returns a column of type string. */
export function column(
  name: string,
  jsonPath: string,
  description: string,
): PrinterColumn {
  return { name, type: 'string', jsonPath, description };
}

/** The status of the Ready condition. */
export const readyColumn = column(
  'Ready',
  '.status.conditions[?(@.type=="Ready")].status',
  'Status of the Ready condition.',
);

/** The reason of the Ready condition. */
export const reasonColumn = column(
  'Reason',
  '.status.conditions[?(@.type=="Ready")].reason',
  'Reason of the Ready condition.',
);

/** The age of the resource. */
export const ageColumn: PrinterColumn = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
  description: 'Time since the resource was created.',
};

/** The project in `spec.owner`. */
export const projectColumn = column(
  'Project',
  '.spec.owner.projectName',
  'Project that owns the resource.',
);

/** The component in `spec.owner`. */
export const componentColumn = column(
  'Component',
  '.spec.owner.componentName',
  'Component that owns the resource.',
);

/** Columns of bindings of all component types. */
export const bindingColumns: readonly PrinterColumn[] = [
  componentColumn,
  column('Environment', '.spec.environment', 'Target environment.'),
  column('Release', '.status.releaseLabel', 'Label of the deployed release.'),
  column('State', '.status.state', 'State of the deployment.'),
  reasonColumn,
  ageColumn,
];

/** Columns of Service, WebApplication and ScheduledTask. */
export const componentResourceColumns: readonly PrinterColumn[] = [
  projectColumn,
  componentColumn,
  column('Class', '.spec.className', 'Class that provides the templates.'),
  readyColumn,
  ageColumn,
];
