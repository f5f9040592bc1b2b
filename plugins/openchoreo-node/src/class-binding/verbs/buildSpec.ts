import type {
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  buildKind,
  contentHash,
  nameLimits,
  openChoreoApiVersion,
  type Build,
  type Component,
  type KubernetesObject,
} from '@promenade/openchoreo-model';

type BuildInput = NonNullable<
  OperationInput<typeof verbs.createComponent>['build']
>;
type ComponentBuild = NonNullable<Component['spec']['build']>;

/** `spec.build` of a Component. */
export function componentBuild({
  repository: url,
  branch = 'main',
  path: appPath = '.',
  template: name,
  parameters,
  secret,
}: BuildInput): ComponentBuild {
  return {
    repository: {
      url,
      revision: { branch },
      appPath,
      ...(secret && { authSecretRef: secret }),
    },
    templateRef: { name, ...(parameters?.length && { parameters }) },
  };
}

/** A Build of a component. Another revision than that of the component may be given. */
export function newBuild(
  {
    organization,
    project,
    component,
  }: { organization: string; project: string; component: string },
  { repository, templateRef }: ComponentBuild,
  {
    id,
    annotations,
    branch = repository.revision.branch,
    commit,
  }: {
    /** Equal ids give equal names. */
    id: string;
    annotations: Record<string, string>;
    branch?: string;
    commit?: string;
  },
): KubernetesObject & { spec: Build['spec'] } {
  return {
    apiVersion: openChoreoApiVersion,
    kind: buildKind.kind,
    metadata: {
      name: buildName(component, id),
      namespace: organization,
      annotations,
    },
    spec: {
      owner: { projectName: project, componentName: component },
      repository: {
        ...repository,
        revision: { branch, ...(commit && { commit }) },
      },
      templateRef,
    },
  };
}

/** `<component>-build-<8 hexadecimal digits>`, as OpenChoreo names builds. It is short enough for a label. */
function buildName(component: string, id: string): string {
  const suffix = `-build-${contentHash([component, id]).slice(0, 8)}`;
  const stem = component.slice(0, nameLimits.label - suffix.length);
  return `${stem.replace(/[-.]+$/, '')}${suffix}`;
}
