import { contentHash } from './content-hash';
import type { Build } from './kinds/build';
import type { Component } from './kinds/component';
import { nameLimits } from './names/gen-name';
import { openChoreoApiVersion } from './schemas/resource';

/**
 * A Build of a component. Another revision than that of the component may be given.
 *
 * @public
 */
export function newBuild(
  {
    organization,
    project,
    component,
  }: { organization: string; project: string; component: string },
  { repository, templateRef }: NonNullable<Component['spec']['build']>,
  {
    id,
    annotations,
    branch = repository.revision.branch,
    commit,
    deploymentTrack,
  }: {
    /** Equal ids give equal names. */
    id: string;
    annotations: Record<string, string>;
    branch?: string;
    commit?: string;
    deploymentTrack?: string;
  },
): Omit<Build, 'status'> {
  return {
    apiVersion: openChoreoApiVersion,
    kind: 'Build',
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
      ...(deploymentTrack && { deploymentTrack }),
    },
  };
}

/** `<component>-build-<8 hexadecimal digits>`, as OpenChoreo names builds. It is short enough for a label. */
function buildName(component: string, id: string): string {
  const suffix = `-build-${contentHash([component, id]).slice(0, 8)}`;
  const stem = component.slice(0, nameLimits.label - suffix.length);
  return `${stem.replace(/[-.]+$/, '')}${suffix}`;
}
