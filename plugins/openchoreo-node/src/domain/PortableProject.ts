/** A Kubernetes object as it is applied: without what the API server and controllers add. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: object;
}

/** Something that another generation cannot have. */
export interface Loss {
  /** The field, such as `spec.canary`. Undefined for the whole object. */
  field?: string;
  /** Why, and what to do. */
  reason: string;
}

/** What a generation has read of an object, for another one to write. */
export interface Portable {
  name: string;
  /** The objects that it was read from. */
  sources: readonly Manifest[];
  /** Title, description and owner. */
  annotations?: Record<string, string>;
  losses: readonly Loss[];
}

export interface PortableVariable {
  key: string;
  value?: string;
  /** Key of a secret, in place of a value. */
  secret?: { name: string; key: string };
}

export interface PortableFile extends Omit<PortableVariable, 'key'> {
  /** Absolute path of the file. */
  path: string;
}

export interface PortableEndpoint {
  name: string;
  /** The protocol, such as `HTTP` or `gRPC`. */
  type: string;
  port: number;
  targetPort?: number;
  basePath?: string;
  /** Who may call it, besides the components of its project. */
  visibility: readonly ('organization' | 'public')[];
  schema?: { type?: string; content?: string };
}

/** A part of the address of an endpoint. */
export type AddressPart = 'url' | 'host' | 'port' | 'hostPort' | 'basePath';

/** The connection to an endpoint of a component, with the variables that get parts of its address. */
export interface PortableConnection {
  name: string;
  project: string;
  component: string;
  endpoint: string;
  variables: readonly { name: string; part: AddressPart }[];
}

/** What a component runs in every environment. */
export interface PortableWorkload extends Portable {
  image: string;
  command?: readonly string[];
  args?: readonly string[];
  env: readonly PortableVariable[];
  files: readonly PortableFile[];
  endpoints: readonly PortableEndpoint[];
  connections: readonly PortableConnection[];
}

/** A component in one environment. */
export interface PortableDeployment extends Portable {
  environment: string;
  state: 'Active' | 'Suspended' | 'Undeployed';
  replicas?: number;
  schedule?: string;
  resources?: object;
  /** The values of its component type, and those of its traits by the name of the instance. */
  typeValues?: object;
  traitValues?: object;
  /** The variables whose values belong to the environment. */
  env: readonly PortableVariable[];
}

export interface PortableComponent extends Portable {
  /** How it runs. */
  workloadType: 'service' | 'web-application' | 'scheduled-task' | 'proxy';
  /** The class, unless it is the one that every platform has. */
  className?: string;
  /** The component type of one that has no class. */
  componentType?: { kind: string; name: string };
  parameters?: object;
  traits?: readonly object[];
  timeZone?: string;
  workload?: PortableWorkload;
  deployments: readonly PortableDeployment[];
}

export interface PortablePipeline extends Portable {
  paths: readonly { from: string; to: readonly string[] }[];
}

export interface PortableEnvironment extends Portable {
  dataPlane: string;
  isProduction: boolean;
}

/** A project with all that it needs, independent of the generation of OpenChoreo that it was read from. */
export interface PortableProject {
  organization: Portable;
  project: Portable;
  pipeline?: PortablePipeline;
  environments: readonly PortableEnvironment[];
  components: readonly PortableComponent[];
  /** What every generation reads as it is. */
  kept: readonly Portable[];
  /** What belongs to the project or is used by it, and is not read further. */
  others: readonly Portable[];
}

/** What becomes of some objects: others, or nothing. */
export interface MigrationStep {
  from: readonly Manifest[];
  to: readonly Manifest[];
  losses: readonly Loss[];
}

/** What a project becomes in another generation. */
export interface ProjectMigration {
  /** The generation that it becomes, such as `component-type`. */
  generation: string;
  steps: readonly MigrationStep[];
}
