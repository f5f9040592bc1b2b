import type { Manifest } from '../../domain/PortableProject';

const record =
  'It is not moved. Export it first if it is the record of what was done.';
const rendered =
  'The control plane has written it. OpenChoreo 1.x writes objects of its own.';
const classText =
  'Write a component type that renders the same objects: a class is merged into them, and a component type is a template.';

const reasons: Readonly<Record<string, string>> = {
  APIBinding: rendered,
  APIClass:
    'The policies of APIs are traits of the API gateway that is installed with OpenChoreo 1.x.',
  Build:
    'Builds are not moved. A new one is a WorkflowRun of the workflow of the Component.',
  ConfigurationGroup:
    'Its plain values are in the ReleaseBindings of the components that use them. Write a SecretReference for secrets.',
  DataPlane:
    'Install a DataPlane of the same name, whose agent connects to the control plane. Credentials are not carried over.',
  DeployableArtifact:
    'OpenChoreo 1.x creates releases of its own from a Component and its Workload. The contents of earlier ones are not moved.',
  DeploymentTrack: 'OpenChoreo 1.x has no tracks.',
  ManagedResource:
    'Its addresses are in the ReleaseBindings of the components that use them. Write a SecretReference for its secrets, or create a Resource of a ResourceType.',
  ProjectPromotion: record,
  Promotion: record,
  Release: rendered,
  ScheduledTaskClass: classText,
  ServiceClass: classText,
  WebApplicationClass: classText,
};

/** The kinds of classes, of which every platform has one that is named `default`. */
const classKinds: readonly string[] = [
  'ScheduledTaskClass',
  'ServiceClass',
  'WebApplicationClass',
];

const defaultClassText =
  'The component type that OpenChoreo 1.x installs takes its place. Compare what both set, such as resources, probes and security.';

/** Why nothing takes the place of an object, and what to do. */
export function reasonOf({ kind, metadata }: Manifest): string {
  if (metadata.name === 'default' && classKinds.includes(kind)) {
    return defaultClassText;
  }
  return reasons[kind] ?? `OpenChoreo 1.x has no equivalent of a ${kind}.`;
}
