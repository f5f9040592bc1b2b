import {
  ComponentSnapshot,
  DeployableArtifact,
  ProjectComponentOwner,
  ServiceBinding,
  WorkloadContainer,
  WorkloadTemplate,
  contentHash,
  defaultTrack,
  genName,
  imageTag,
  isDnsSubdomain,
  nameLimits,
  openChoreoApiVersion,
  releaseLabel,
  trackField,
} from '@promenade/openchoreo-model';
import { NewObject } from '../../runtime/write';

/** The content of a release. Deployments with equal content are the same release. */
export interface DeployableContent {
  kindOfBinding: NonNullable<DeployableArtifact['spec']['kindOfBinding']>;
  className: string;
  workload: WorkloadTemplate;
  apis?: ServiceBinding['spec']['apis'];
  /** Copied, but not used, as in OpenChoreo v0.3.2. */
  overrides?: ServiceBinding['spec']['overrides'];
  /** Merged over the template of the class. */
  parameters?: DeployableArtifact['spec']['parameters'];
  /** Only of a scheduled task. */
  schedule?: string;
  timeZone?: string;
  /** Only of a component with a component type. */
  componentType?: ComponentSnapshot['componentType'];
  traits?: ComponentSnapshot['traits'];
  componentProfile?: ComponentSnapshot['componentProfile'];
}

/** The optional members of the content. */
type ContentExtras = Omit<
  DeployableContent,
  'kindOfBinding' | 'className' | 'workload'
>;

/** Returns the optional members that are set. Absent members must not be in the content hash. */
export function optionalContent({
  apis,
  overrides,
  parameters,
  schedule,
  timeZone,
  componentType,
  traits,
  componentProfile,
}: ContentExtras): ContentExtras {
  return {
    ...(apis && { apis }),
    ...(overrides && { overrides }),
    ...(parameters && { parameters }),
    ...(schedule && { schedule }),
    ...(timeZone && { timeZone }),
    ...(componentType && { componentType }),
    ...(traits && { traits }),
    ...(componentProfile && { componentProfile }),
  };
}

/** The identity of a release: the name of its artifact, its content hash and its display label. */
export interface ArtifactIdentity {
  name: string;
  hash: string;
  label: string;
}

/** The container whose image is in the release label: `main`, or the first by name. */
export function mainContainer(
  workload: WorkloadTemplate,
): WorkloadContainer | undefined {
  const containers = workload.containers ?? {};
  const [first] = Object.keys(containers).sort();
  return containers.main ?? (first ? containers[first] : undefined);
}

/** The name of an artifact. A component name that is no valid object name, or too long, is converted. */
function artifactName(component: string, track: string, hash: string): string {
  const suffix = `-${track}-${hash.slice(0, 8)}`;
  const limit = nameLimits.resource - suffix.length;
  const prefix =
    isDnsSubdomain(component) && component.length <= limit
      ? component
      : genName(limit, component);
  return `${prefix}${suffix}`;
}

/** The component that a release is of, and its track. */
export interface ReleaseStream {
  readonly owner: ProjectComponentOwner;
  /** Absent for the default track. */
  readonly deploymentTrack?: string;
}

/** Returns the identity of the release with this content, in a track of a component. */
export function artifactIdentity(
  { owner, deploymentTrack = defaultTrack }: ReleaseStream,
  content: DeployableContent,
): ArtifactIdentity {
  const hash = contentHash(content);
  return {
    name: artifactName(owner.componentName, deploymentTrack, hash),
    hash,
    label: releaseLabel(hash, mainContainer(content.workload)?.image),
  };
}

/** Builds the DeployableArtifact of a release. */
export function buildArtifact(
  namespace: string,
  { owner, deploymentTrack = defaultTrack }: ReleaseStream,
  content: DeployableContent,
): NewObject<DeployableArtifact> {
  const { name, hash, label } = artifactIdentity(
    { owner, deploymentTrack },
    content,
  );
  const image = mainContainer(content.workload)?.image;
  return {
    apiVersion: openChoreoApiVersion,
    kind: 'DeployableArtifact',
    metadata: { name, namespace },
    spec: {
      targetArtifact: {
        fromImageRef: { tag: image ? imageTag(image) : 'latest' },
      },
      owner,
      ...trackField(deploymentTrack),
      ...content,
      contentHash: hash,
      releaseLabel: label,
    },
  };
}

/** The content that an artifact records; undefined if the control plane did not record it. */
export function artifactContent({
  spec,
}: DeployableArtifact): DeployableContent | undefined {
  const { kindOfBinding, className = 'default', workload } = spec;
  return kindOfBinding && workload
    ? { kindOfBinding, className, workload, ...optionalContent(spec) }
    : undefined;
}
