import { deploymentTrackKind } from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type { BuildSource } from '../domain/BuildSource';
import { componentKind } from './kinds';

/** The source code of all components that are built, in no particular order. */
export function buildSources(reader: ResourceReader): BuildSource[] {
  return reader.list(componentKind).flatMap(({ metadata, spec }) => {
    const { build, owner } = spec;
    if (!build?.repository.url || metadata.deletionTimestamp) return [];
    const { namespace: organization = '', name: component } = metadata;
    const project = owner.projectName;
    return [
      {
        component: { organization, project, component },
        repositoryUrl: build.repository.url,
        branch: build.repository.revision.branch,
        isBuiltOnPush: build.triggers?.push ?? true,
        tracks: reader
          .byIndex(
            deploymentTrackKind,
            'component',
            indexValue(organization, project, component),
          )
          .flatMap(track =>
            track.spec.branch && !track.metadata.deletionTimestamp
              ? [{ name: track.metadata.name, branch: track.spec.branch }]
              : [],
          ),
      },
    ];
  });
}
