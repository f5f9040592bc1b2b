import {
  DeployableArtifact,
  ProjectComponentOwner,
  ServiceBinding,
  WorkloadContainer,
  WorkloadTemplate,
  contentHash,
  genName,
  imageTag,
  nameLimits,
  openChoreoApiVersion,
  releaseLabel,
} from '@promenade/openchoreo-model';
import { NewObject } from '../../runtime/write';

const defaultTrack = 'default';

/** What an object of Kubernetes may be called. */
const objectNamePattern =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What is deployed, apart from where: two deployments with equal content are the same release. */
export interface DeployableContent {
  kindOfBinding: NonNullable<DeployableArtifact['spec']['kindOfBinding']>;
  className: string;
  workload: WorkloadTemplate;
  apis?: ServiceBinding['spec']['apis'];
  /** Read by nothing, here as in OpenChoreo v0.3.2, and handed on as it does. */
  overrides?: ServiceBinding['spec']['overrides'];
  /** What is laid over the template of the class. */
  parameters?: DeployableArtifact['spec']['parameters'];
  /** Of a scheduled task only: when it runs. */
  schedule?: string;
  timeZone?: string;
}

/** What of a content is optional: in a hash, what is absent must not count. */
type ContentExtras = Pick<
  DeployableContent,
  'apis' | 'overrides' | 'parameters' | 'schedule' | 'timeZone'
>;

/** The optional parts of a content that are there, from whatever carries them: a binding, an artifact, or the wish itself. */
export function optionalContent({
  apis,
  overrides,
  parameters,
  schedule,
  timeZone,
}: ContentExtras): ContentExtras {
  return {
    ...(apis && { apis }),
    ...(overrides && { overrides }),
    ...(parameters && { parameters }),
    ...(schedule && { schedule }),
    ...(timeZone && { timeZone }),
  };
}

/** How a release is called by programs (name), by comparison (hash) and by people (label). */
export interface ArtifactIdentity {
  name: string;
  hash: string;
  label: string;
}

/** The container that a release is known by: `main`, or the first by name. */
function mainContainer(
  workload: WorkloadTemplate,
): WorkloadContainer | undefined {
  const containers = workload.containers ?? {};
  const [first] = Object.keys(containers).sort();
  return containers.main ?? (first ? containers[first] : undefined);
}

/** The name of an artifact. An owner may name its component as no object is called; a name is made of that then. */
function artifactName(component: string, hash: string): string {
  const ending = `-${defaultTrack}-${hash.slice(0, 8)}`;
  const limit = nameLimits.resource - ending.length;
  const beginning =
    objectNamePattern.test(component) && component.length <= limit
      ? component
      : genName(limit, component);
  return `${beginning}${ending}`;
}

/** The names of the release that deploying this content makes. */
export function artifactIdentity(
  owner: ProjectComponentOwner,
  content: DeployableContent,
): ArtifactIdentity {
  const hash = contentHash(content);
  return {
    name: artifactName(owner.componentName, hash),
    hash,
    label: releaseLabel(hash, mainContainer(content.workload)?.image),
  };
}

/** The immutable record of a release. */
export function buildArtifact(
  namespace: string,
  owner: ProjectComponentOwner,
  content: DeployableContent,
): NewObject<DeployableArtifact> {
  const { name, hash, label } = artifactIdentity(owner, content);
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
      ...content,
      contentHash: hash,
      releaseLabel: label,
    },
  };
}
