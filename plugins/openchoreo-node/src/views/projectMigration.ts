import type { ProjectMigrationView } from '@promenade/backstage-plugin-openchoreo-common';
import { stringify } from 'yaml';
import type { Manifest, ProjectMigration } from '../domain/PortableProject';

/** A migration with the manifests as YAML. */
export function projectMigration({
  generation,
  steps,
}: ProjectMigration): ProjectMigrationView {
  return {
    generation,
    changes: steps.map(({ from, to, losses }) => ({
      from: from.map(referenceOf),
      to: to.map(referenceOf),
      before: toYaml(from),
      after: toYaml(to),
      notCarriedOver: losses.map(({ field, reason }) => ({ field, reason })),
    })),
  };
}

function referenceOf({ kind, metadata }: Manifest) {
  const { name, namespace } = metadata;
  return { kind, name, namespace };
}

/** The documents of a file, each of which begins with `---`. */
function toYaml(manifests: readonly Manifest[]): string {
  return manifests
    .map(manifest => `---\n${stringify(manifest, { lineWidth: 0 })}`)
    .join('');
}
