import {
  buildStepStateSchema,
  type BuildRun,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  annotations,
  buildKind,
  buildPlaneKind,
  type Build,
  type Component,
} from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import { commandAnnotations } from '../domain/commandAnnotations';
import type { ComponentBuilds } from '../domain/OverviewSource';
import { buildState } from './buildSnapshot';
import { componentKind } from './kinds';

/** What a component is built from, and its newest builds. Undefined when the component does not exist. */
export function buildList(
  reader: ResourceReader,
  { organization, project, component: name }: ComponentRef,
  limit: number,
): ComponentBuilds | undefined {
  const component = reader.get(componentKind, {
    namespace: organization,
    name,
  });
  if (component?.spec.owner.projectName !== project) return undefined;
  const builds: BuildRun[] = [];
  const value = indexValue(organization, project, name);
  for (const build of reader.newestFirst(buildKind, 'component', value)) {
    if (builds.length === limit) break;
    builds.push(buildRun(reader, build));
  }
  return { source: sourceOf(component), builds };
}

function sourceOf({ spec: { build } }: Component): ComponentBuilds['source'] {
  // Some clients always send the field, with an empty URL.
  if (!build?.repository.url) return undefined;
  const { repository, templateRef } = build;
  return {
    repositoryUrl: repository.url,
    branch: repository.revision.branch,
    path: repository.appPath,
    template: templateRef.name,
  };
}

function buildRun(reader: ResourceReader, build: Build): BuildRun {
  const { metadata, spec, status } = build;
  const { name, phase, message, commit, image } = buildState(build);
  const { revision } = spec.repository;
  const key = status?.buildPlane;
  const buildPlane = key && reader.get(buildPlaneKind, key);
  return {
    name,
    phase,
    message,
    branch: revision.branch,
    commit: commit ?? revision.commit,
    image,
    requestedBy: metadata.annotations?.[commandAnnotations.requestedBy],
    scheduledAt: metadata.annotations?.[annotations.scheduledAt],
    createdAt: metadata.creationTimestamp,
    isSimulated:
      buildPlane?.metadata.annotations?.[annotations.simulated] === 'true',
    hasLogs: buildPlane !== undefined,
    steps: (status?.steps ?? []).map(({ logURL, ...step }) => ({
      ...step,
      state: buildStepStateSchema.parse(step.state),
      logUrl: logURL,
    })),
  };
}
