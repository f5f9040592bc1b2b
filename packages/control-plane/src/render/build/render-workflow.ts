import {
  Build,
  BuildPlane,
  buildNamespace,
  controlledBuildParameters,
  dataPlaneLabels,
  genName,
  labelValue,
  nameLimits,
  trackOf,
} from '@promenade/openchoreo-model';
import { Labels, Manifest } from '../../core/manifest';

/** Name of the ServiceAccount, the Role and the prefix of the RoleBinding of workflows. */
const serviceAccountName = 'workflow-sa';
const roleName = 'workflow-role';

/** Limits of an image name, as in OpenChoreo v0.3.2. */
const maxImageNameLength = 63;

const defaultBranch = 'main';

/** Returns namespace and name of the Workflow of a build. */
export function workflowKey({ metadata }: Build) {
  return {
    namespace: buildNamespace(metadata.namespace ?? ''),
    name: genName(nameLimits.workflow, metadata.name),
  };
}

/**
 * Returns the Argo Workflow of a build, as OpenChoreo v0.3.2 creates it. The parameters for private repositories, registries and
 * attestation are ours and only present if they are set.
 */
export function renderWorkflow(build: Build, buildPlane: BuildPlane): Manifest {
  const labels = buildLabels(build);
  const { name, parameters = [] } = build.spec.templateRef;
  const values = controlledValues(build, buildPlane);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: { ...workflowKey(build), labels },
    spec: {
      podMetadata: { labels },
      serviceAccountName,
      workflowTemplateRef: { name, clusterScope: true },
      arguments: {
        parameters: [
          ...controlledBuildParameters.map(each => ({
            name: each,
            value: values[each],
          })),
          ...parameters,
        ].filter(({ value }) => value !== undefined),
      },
    },
  };
}

/** Returns the objects that a Workflow needs, in the order of their creation: a namespace, and the rights to report results. */
export function renderPrerequisites(build: Build) {
  const labels = buildLabels(build);
  const { namespace } = workflowKey(build);
  const named = (name: string) => ({ name, namespace, labels });
  const rbac = 'rbac.authorization.k8s.io';
  return {
    namespace: {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, labels },
    },
    rights: [
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: named(serviceAccountName),
      },
      {
        apiVersion: `${rbac}/v1`,
        kind: 'Role',
        metadata: named(roleName),
        rules: [
          {
            apiGroups: ['argoproj.io'],
            resources: ['workflowtaskresults'],
            verbs: ['create', 'get', 'list', 'watch', 'update', 'patch'],
          },
        ],
      },
      {
        apiVersion: `${rbac}/v1`,
        kind: 'RoleBinding',
        metadata: named(`${roleName}-binding`),
        roleRef: { apiGroup: rbac, kind: 'Role', name: roleName },
        subjects: [
          { kind: 'ServiceAccount', name: serviceAccountName, namespace },
        ],
      },
    ],
  } satisfies { namespace: Manifest; rights: Manifest[] };
}

/** Returns the parameters of a build that only the control plane may set: another image name would replace the image of another component. */
export function reservedParameters({ spec }: Build): string[] {
  return (spec.templateRef.parameters ?? [])
    .map(({ name }) => name)
    .filter(name => controlledBuildParameters.some(each => each === name));
}

function buildLabels({ metadata, spec }: Build): Labels {
  return {
    [dataPlaneLabels.organizationName]: labelValue(metadata.namespace ?? ''),
    [dataPlaneLabels.projectName]: labelValue(spec.owner.projectName),
    [dataPlaneLabels.componentName]: labelValue(spec.owner.componentName),
    [dataPlaneLabels.buildName]: labelValue(metadata.name),
    [dataPlaneLabels.uuid]: metadata.uid ?? '',
    [dataPlaneLabels.target]: 'build',
  };
}

function controlledValues(
  { spec }: Build,
  { spec: { registry, attestation } }: BuildPlane,
): Record<(typeof controlledBuildParameters)[number], string | undefined> {
  const { owner, repository } = spec;
  const { branch, commit } = repository.revision;
  return {
    'project-name': owner.projectName,
    'component-name': owner.componentName,
    'git-repo': repository.url,
    'app-path': repository.appPath,
    'image-name': imageName(spec),
    'image-tag': trackOf({ spec }),
    commit: commit ?? '',
    branch: commit ? '' : branch || defaultBranch,
    'git-secret': repository.authSecretRef || undefined,
    'registry-prefix': registry?.prefix || undefined,
    'registry-push-secret': registry?.secretRef || undefined,
    'sign-image': attestation?.sign ? 'true' : undefined,
    'scan-image': attestation?.scan ? 'true' : undefined,
    'signing-secret': attestation?.keySecretRef || undefined,
  };
}

function imageName({ owner }: Build['spec']): string {
  const parts = [owner.projectName, owner.componentName].map(normalize);
  return parts.join('-').slice(0, maxImageNameLength).replace(/-+$/, '');
}

function normalize(name: string): string {
  return name
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9-_]/g, '-')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '');
}
