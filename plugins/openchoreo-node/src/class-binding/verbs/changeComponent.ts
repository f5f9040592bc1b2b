import { NotFoundError } from '@backstage/errors';
import type {
  ComponentRef,
  PlanChange,
} from '@promenade/backstage-plugin-openchoreo-common';
import { mergePatch } from '@promenade/kube-client';
import {
  componentKind,
  openChoreoApiVersion,
  scheduledTaskKind,
  serviceKind,
  webApplicationKind,
  workloadKind,
  type Component,
  type KindDefinition,
  type KubernetesObject,
  type ScheduledTask,
  type Service,
  type WebApplication,
  type Workload,
} from '@promenade/openchoreo-model';
import { indexValue } from '../../cache/indexes';
import { commandAnnotations } from '../../domain/commandAnnotations';
import type { VerbContext, VerbRequest } from '../../verbs/Verb';
import { contentsChanges } from '../../views/promotionPlan';
import { componentContents } from '../releaseContents';
import { checkFirstEnvironment } from './firstEnvironment';
import {
  createObject,
  findObject,
  patchObject,
  retryOnConflict,
} from '../../adapter-base/writeObjects';

type ComponentResource = Service | WebApplication | ScheduledTask;

const componentResourceKinds: readonly KindDefinition<ComponentResource>[] = [
  serviceKind,
  webApplicationKind,
  scheduledTaskKind,
];

/** What a component deploys to the first environment of its pipeline. */
export interface ComponentSpecs {
  /** Spec of the Workload. */
  workload: Workload['spec'];
  /** Spec of the Service, WebApplication or ScheduledTask that deploys it. Undefined for a component with a component type. */
  resource?: Service['spec'] &
    Pick<ScheduledTask['spec'], 'schedule' | 'timeZone'>;
  /** Kind of the resource. Undefined for a component with a component type. */
  kind?: string;
  /** Spec of a Component with a component type. */
  component?: Component['spec'];
}

/** The specs after a change. */
export type ChangedSpecs = Omit<ComponentSpecs, 'kind'>;

/**
 * Changes the Workload of a component, and the Service, WebApplication or ScheduledTask that deploys it or the Component with its
 * parameters. An object that has the wanted spec already is not written. The API server validates all before the first is written.
 *
 * @param change - the wanted specs. It is called again when somebody else has changed one of the objects meanwhile
 * @returns what has changed in the release, and the changed objects
 * @throws ConflictError when the environment is not the one that the component is deployed to, and the errors of `readComponent`,
 *   `change` and `toBackstageError`
 */
export async function changeComponent(
  context: VerbContext,
  input: ComponentRef & { environment: string },
  request: VerbRequest,
  dryRun: boolean,
  change: (specs: ComponentSpecs) => ChangedSpecs,
): Promise<{ changes: PlanChange[]; objects: KubernetesObject[] }> {
  checkFirstEnvironment(context, input);
  return retryOnConflict(async () => {
    const { workload, deployedBy, component } = await readComponent(
      context,
      input,
      request.signal,
    );
    const before = {
      workload: workload.spec,
      resource: deployedBy?.resource.spec,
      kind: deployedBy?.kind.kind,
      component: component?.spec,
    };
    const after = change(before);
    const writes = [
      ...writesOf(workloadKind, workload, after.workload),
      ...(deployedBy && after.resource
        ? writesOf(deployedBy.kind, deployedBy.resource, after.resource)
        : []),
      ...(component && after.component
        ? writesOf(componentKind, component, after.component)
        : []),
    ];
    const validated = await writeAll(context, writes, request, true);
    return {
      changes: contentsChanges(
        componentContents(before),
        componentContents(after),
      ),
      objects: dryRun
        ? validated
        : await writeAll(context, writes, request, false),
    };
  });
}

/**
 * Reads from the API what deploys a component: nothing for one with a component type. A Workload that does not exist yet has no
 * resource version.
 *
 * @throws NotFoundError when the component has neither a Service, WebApplication or ScheduledTask nor a component type
 */
export async function readComponent(
  context: VerbContext,
  ref: ComponentRef,
  signal: AbortSignal | undefined,
): Promise<{
  workload: Workload;
  deployedBy?: {
    kind: KindDefinition<ComponentResource>;
    resource: ComponentResource;
  };
  /** The Component, if it has a component type. */
  component?: Component;
}> {
  const { organization: namespace, project, component } = ref;
  for (const kind of componentResourceKinds) {
    const name = ownedName(context, kind, ref);
    const resource = await findObject(
      context,
      kind,
      { namespace, name },
      signal,
    );
    const owner = resource?.spec.owner;
    if (
      resource &&
      owner?.projectName === project &&
      owner.componentName === component
    ) {
      const { workloadName } = resource.spec;
      return {
        workload: await readWorkload(context, ref, workloadName, signal),
        deployedBy: { kind, resource },
      };
    }
  }
  const key = { namespace, name: component };
  const found = await findObject(context, componentKind, key, signal);
  if (found?.spec.owner.projectName === project && found.spec.componentType) {
    const name = ownedName(context, workloadKind, ref);
    return {
      workload: await readWorkload(context, ref, name, signal),
      component: found,
    };
  }
  throw new NotFoundError(
    `The component ${component} has no Service, WebApplication or ScheduledTask in project ${project} of ${namespace}`,
  );
}

/** The name of an object that a component owns. By default that of the component: the cache may not have a new object yet. */
function ownedName(
  { cache }: VerbContext,
  kind: KindDefinition,
  { organization, project, component }: ComponentRef,
): string {
  const value = indexValue(organization, project, component);
  const [found] = cache.byIndex(kind, 'component', value);
  return found?.metadata.name ?? component;
}

async function readWorkload(
  context: VerbContext,
  { organization: namespace, project, component }: ComponentRef,
  name: string,
  signal: AbortSignal | undefined,
): Promise<Workload> {
  const metadata = { namespace, name };
  const found = await findObject(context, workloadKind, metadata, signal);
  return (
    found ?? {
      apiVersion: openChoreoApiVersion,
      kind: 'Workload',
      metadata,
      spec: { owner: { projectName: project, componentName: component } },
    }
  );
}

/** Writes one object. */
type WriteObject = (
  context: VerbContext,
  request: VerbRequest,
  dryRun: boolean,
) => Promise<KubernetesObject>;

/** The write that gives an object a spec: none when it has it already. */
function writesOf<T extends KubernetesObject>(
  kind: KindDefinition<T>,
  before: T,
  spec: object,
): WriteObject[] {
  const patch = mergePatch(before.spec ?? {}, spec);
  if (!patch) return [];
  return [
    (context, { requestedBy, signal }, dryRun) => {
      const annotations = {
        ...(requestedBy && { [commandAnnotations.requestedBy]: requestedBy }),
      };
      const { metadata } = before;
      return metadata.resourceVersion
        ? patchObject(
            context,
            kind,
            before,
            { metadata: { annotations }, spec: patch },
            { signal, dryRun },
          )
        : createObject(
            context,
            kind,
            { ...before, metadata: { ...metadata, annotations }, spec },
            { signal, dryRun },
          );
    },
  ];
}

async function writeAll(
  context: VerbContext,
  writes: readonly WriteObject[],
  request: VerbRequest,
  dryRun: boolean,
): Promise<KubernetesObject[]> {
  const written: KubernetesObject[] = [];
  for (const write of writes) {
    written.push(await write(context, request, dryRun));
  }
  return written;
}
