import {
  apiClassKind,
  configurationGroupKind,
  dataPlaneKind,
  scheduledTaskClassKind,
  scheduledTaskKind,
  serviceClassKind,
  serviceKind,
  webApplicationClassKind,
  webApplicationKind,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import type { ResourceKind } from '../../cache/ResourceReader';
import type { Manifest, PortableProject } from '../../domain/PortableProject';

/** A resource that a project uses, and that does not belong to it. */
export type UsedResource = readonly [kind: ResourceKind, name: string];

const classKinds: Readonly<Record<string, ResourceKind>> = {
  [serviceKind.kind]: serviceClassKind,
  [webApplicationKind.kind]: webApplicationClassKind,
  [scheduledTaskKind.kind]: scheduledTaskClassKind,
};

const namedClassSchema = z.object({ className: z.string() });

const specSchema = namedClassSchema.extend({
  apis: z.record(z.string(), namedClassSchema).optional(),
});

const groupRefSchema = z.object({
  configurationGroupRef: z.object({ name: z.string() }),
});

/** The data planes, classes and configuration groups that a project names, each once. */
export function usedResources({
  environments,
  components,
}: Pick<PortableProject, 'environments' | 'components'>): UsedResource[] {
  const found: UsedResource[] = [
    ...environments.map(
      ({ dataPlane }): UsedResource => [dataPlaneKind, dataPlane],
    ),
    ...components.flatMap(({ sources, workload, deployments }) =>
      [
        sources,
        workload?.sources ?? [],
        ...deployments.map(each => each.sources),
      ]
        .flat()
        .flatMap(manifest => [
          ...usedClasses(manifest),
          ...usedGroups(manifest),
        ]),
    ),
  ];
  return [
    ...new Map(
      found.map(used => [`${used[0].kind}/${used[1]}`, used]),
    ).values(),
  ];
}

function usedClasses({ kind, spec }: Manifest): UsedResource[] {
  const classKind = classKinds[kind];
  const parsed = classKind && specSchema.safeParse(spec).data;
  if (!parsed) return [];
  return [
    [classKind, parsed.className],
    ...Object.values(parsed.apis ?? {}).map(
      ({ className }): UsedResource => [apiClassKind, className],
    ),
  ];
}

function usedGroups(value: unknown): UsedResource[] {
  if (typeof value !== 'object' || value === null) return [];
  const ref = groupRefSchema.safeParse(value).data;
  if (ref) return [[configurationGroupKind, ref.configurationGroupRef.name]];
  return Object.values(value).flatMap(usedGroups);
}
