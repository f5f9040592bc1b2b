import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import {
  scheduledTaskClassKind,
  scheduledTaskKind,
  serviceKind,
  webApplicationKind,
  workloadKind,
  type Component,
  type KindDefinition,
  type ScheduledTask,
  type Service,
  type WebApplication,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import { indexValue } from '../../cache/indexes';
import type { ResourceReader } from '../../cache/ResourceReader';
import type { Loss, PortableComponent } from '../../domain/PortableProject';
import { componentKind } from '../kinds';
import { readDeployment, replicasOf } from './readDeployment';
import { readPortable } from './readPortable';
import { readWorkload } from './readWorkload';

type ComponentResource = Service | WebApplication | ScheduledTask;

/** The kinds of which one deploys a component with a class, and how it runs then. */
const resourceKinds: readonly (readonly [
  KindDefinition<ComponentResource>,
  PortableComponent['workloadType'],
])[] = [
  [serviceKind, 'service'],
  [webApplicationKind, 'web-application'],
  [scheduledTaskKind, 'scheduled-task'],
];

/** The name of the class that every platform has. */
const defaultClass = 'default';

const classSchema = z.object({
  cronJobTemplate: z.object({ schedule: z.string().optional() }),
});

/** A component with its workload and its deployments. */
export function readComponent(
  reader: ResourceReader,
  component: Component,
  environments: readonly string[],
): PortableComponent {
  const { metadata, spec } = component;
  const { projectName: project } = spec.owner;
  const { namespace: organization = '', name } = metadata;
  const ref = { organization, project, component: name };
  const { kind, resource, workloadType } = findResource(reader, ref, spec.type);
  const workload = findWorkload(reader, ref, resource?.spec.workloadName);
  const portable = readPortable(componentKind, component);
  const deployed = kind && resource && readPortable(kind, resource);
  const defaults = {
    replicas: replicasOf(resource?.spec.parameters),
    schedule: resource && scheduleOf(reader, resource),
  };
  const className = resource?.spec.className;
  const { componentType, parameters, traits } = spec;
  return {
    ...portable,
    sources: [...portable.sources, ...(deployed?.sources ?? [])],
    losses: [
      ...portable.losses,
      ...(deployed?.losses ?? []),
      ...(resource ? parameterLosses(resource) : []),
      ...(workload
        ? []
        : [{ reason: 'It has no Workload: there is nothing to run.' }]),
    ],
    workloadType,
    ...(className !== defaultClass && { className }),
    ...(componentType && { componentType }),
    ...(parameters && { parameters }),
    ...(traits && { traits }),
    timeZone:
      resource && 'timeZone' in resource.spec
        ? resource.spec.timeZone
        : undefined,
    workload:
      workload &&
      readWorkload(workload, {
        apis:
          resource && 'apis' in resource.spec ? resource.spec.apis ?? {} : {},
        byDefault: workloadType === 'web-application' ? ['public'] : [],
      }),
    deployments: environments.flatMap(
      environment =>
        readDeployment(reader, ref, environment, { workload, defaults }) ?? [],
    ),
  };
}

/** What deploys a component that has a class. */
function findResource(
  reader: ResourceReader,
  ref: ComponentRef,
  type: string | undefined,
): {
  kind?: KindDefinition<ComponentResource>;
  resource?: ComponentResource;
  workloadType: PortableComponent['workloadType'];
} {
  const value = indexValue(ref.organization, ref.project, ref.component);
  for (const [kind, workloadType] of resourceKinds) {
    const [resource] = reader.byIndex(kind, 'component', value);
    if (resource) return { kind, resource, workloadType };
  }
  return { workloadType: type === 'APIProxy' ? 'proxy' : 'service' };
}

function findWorkload(
  reader: ResourceReader,
  { organization, project, component }: ComponentRef,
  name: string | undefined,
) {
  const [first] = reader.byIndex(
    workloadKind,
    'component',
    indexValue(organization, project, component),
  );
  return name === undefined
    ? first
    : reader.get(workloadKind, { namespace: organization, name });
}

/** The schedule of a task, or else that of its class. */
function scheduleOf(
  reader: ResourceReader,
  { kind, metadata, spec }: ComponentResource,
): string | undefined {
  if (kind !== scheduledTaskKind.kind) return undefined;
  if ('schedule' in spec && spec.schedule) return spec.schedule;
  const { namespace } = metadata;
  const found = reader.get(scheduledTaskClassKind, {
    namespace,
    name: spec.className,
  });
  return classSchema.safeParse(found?.spec).data?.cronJobTemplate.schedule;
}

/** The replicas belong to the environments. */
function parameterLosses({ kind, spec }: ComponentResource): Loss[] {
  const { replicas, ...others } = z
    .record(z.string(), z.unknown())
    .parse(spec.parameters ?? {});
  return Object.keys(others).map(name => ({
    field: `${kind}.spec.parameters.${name}`,
    reason:
      'A component type has parameters of its own. Set the one that has this effect, or write a component type with it.',
  }));
}
