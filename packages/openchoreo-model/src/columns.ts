import type { PrinterColumn } from './kind-definition';

/** Builds a text column. */
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
  'Whether the resource is ready.',
);

/** The reason of the Ready condition. */
export const reasonColumn = column(
  'Reason',
  '.status.conditions[?(@.type=="Ready")].reason',
  'Why the resource is ready or not.',
);

/** How long ago the resource was made. */
export const ageColumn: PrinterColumn = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
  description: 'How long ago the resource was made.',
};

/** The project that `spec.owner` names. */
export const projectColumn = column(
  'Project',
  '.spec.owner.projectName',
  'Project that the resource belongs to.',
);

/** The component that `spec.owner` names. */
export const componentColumn = column(
  'Component',
  '.spec.owner.componentName',
  'Component that the resource belongs to.',
);

/** What `kubectl get` shows of a binding of any component type. */
export const bindingColumns: readonly PrinterColumn[] = [
  componentColumn,
  column(
    'Environment',
    '.spec.environment',
    'Environment that is deployed to.',
  ),
  column('Release', '.status.releaseLabel', 'What runs.'),
  column('State', '.status.state', 'State of the deployment.'),
  reasonColumn,
  ageColumn,
];

/** What `kubectl get` shows of a Service, WebApplication or ScheduledTask. */
export const componentResourceColumns: readonly PrinterColumn[] = [
  projectColumn,
  componentColumn,
  column('Class', '.spec.className', 'Class that it is deployed with.'),
  readyColumn,
  ageColumn,
];
