import { Clock } from '@promenade/kube-client';
import {
  Build,
  Component,
  apiKind,
  buildKind,
  componentKind,
  defaultTrack,
  finalizers,
  projectKind,
  trackName,
  trackOf,
} from '@promenade/openchoreo-model';
import { listBindings } from '../../core/component-type/bindings';
import { listComponentResources } from '../../core/component-type/list-component-resources';
import { environmentsOf } from '@promenade/openchoreo-model';
import { findPipeline } from '../../core/pipeline/find-pipeline';
import { indexes, componentIndexValue } from '../../core/lookups/indexes';
import { StatusDebounce } from '../../runtime/status-debounce';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { Write } from '../../runtime/write';
import { compareText, creationOrderKey } from '../../runtime/sort';
import { invalidObjectError } from '../../runtime/validation';
import { withConditions } from '../../runtime/conditions';
import { withFinalizer } from '../../runtime/finalizer';
import {
  DeployOutcome,
  deployToFirstEnvironment,
} from '../../core/first-environment/deploy-to-first-environment';
import {
  FirstEnvironment,
  findFirstEnvironment,
} from '../../core/first-environment/find-first-environment';
import { deployTracks } from '../../core/track/deploy-tracks';
import { finalizeComponent } from './finalize';
import { findTypedRelease } from './find-typed-release';
import { componentOwner } from '../../core/component-owner';
import { componentDebounceMs } from './status-debounce';
import { ComponentFacts, componentReadiness } from './readiness';

/** Reports the readiness of a component across its environments, and cleans up when it is deleted. */
export function componentReconciler({ clock }: { clock: Clock }): Reconcile {
  const statusDebounce = new StatusDebounce(clock);
  return withFinalizer({
    clock,
    kind: componentKind,
    finalizer: finalizers.component,
    finalizingReason: 'ComponentFinalizing',
    cleanUp: finalizeComponent,
    async reconcile(component, read, write) {
      const deployed = await deployTypedComponent(component, read, write);
      const trackError = await deployTypedTracks(
        component,
        clock.now(),
        read,
        write,
      );
      const facts = { ...gatherFacts(component, read), deployed };
      const readiness = componentReadiness(facts);
      const remainingMs = statusDebounce.remainingMs(
        component,
        componentDebounceMs(component, readiness, facts),
      );
      if (remainingMs > 0) {
        return { requeueAfter: remainingMs };
      }
      const {
        environment = findDeployedEnvironment(component, facts, read) ??
          component.status?.environment,
        error,
      } = deployed ?? {};
      await write.updateStatus(componentKind, component, {
        ...withConditions(
          component,
          [{ type: 'Ready', ...readiness }],
          new Date(clock.now()),
        ),
        ...(environment && { environment }),
      });
      if (error ?? trackError) throw error ?? trackError;
      return undefined;
    },
  });
}

/** Deploys a component with a component type to the first environment. Others are deployed by their Service, WebApplication or ScheduledTask. */
async function deployTypedComponent(
  component: Component,
  read: Read,
  write: Write,
): Promise<DeployOutcome | undefined> {
  const { componentType } = component.spec;
  if (!componentType) return undefined;
  const release = findTypedRelease(component, componentType, read);
  return 'reason' in release
    ? { ready: { status: 'False', ...release } }
    : deployToFirstEnvironment(component, release, read, write);
}

/** Finds the first environment of the pipeline, if the component has a binding there. */
function findDeployedEnvironment(
  component: Component,
  { bindings }: ComponentFacts,
  read: Read,
): FirstEnvironment | undefined {
  const first = findFirstEnvironment(
    component.metadata.namespace ?? '',
    componentOwner(component),
    component.status?.environment,
    read,
  );
  return 'reason' in first ||
    !bindings.some(({ spec }) => spec.environment === first.name)
    ? undefined
    : first;
}

/** Deploys the tracks of a component with a component type to the first environment. */
async function deployTypedTracks(
  component: Component,
  now: number,
  read: Read,
  write: Write,
): Promise<Error | undefined> {
  const { componentType } = component.spec;
  return (
    componentType &&
    deployTracks(
      {
        deployer: component,
        owner: componentOwner(component),
        now,
        isDeployedElsewhere: () => false,
        releaseOf(track) {
          const name = trackName(track);
          const release = findTypedRelease(
            component,
            componentType,
            read,
            name,
          );
          return 'reason' in release ? undefined : release;
        },
      },
      read,
      write,
    )
  );
}

function gatherFacts(
  component: Component,
  read: Read,
): Omit<ComponentFacts, 'deployed'> {
  const { namespace = '' } = component.metadata;
  const owner = componentOwner(component);
  const { projectName } = owner;
  const value = componentIndexValue(namespace, owner);
  const project = read.get(projectKind, { namespace, name: projectName });
  const pipeline = project && findPipeline(project, read);
  return {
    projectProblem: project
      ? undefined
      : findProjectProblem(namespace, projectName, read),
    environments: pipeline ? environmentsOf(pipeline) : [],
    deployables: listComponentResources(read, namespace, owner).filter(
      isOnDefaultTrack,
    ),
    bindings: listBindings(read, namespace, owner)
      .map(({ binding }) => binding)
      .filter(isOnDefaultTrack),
    apis: read.byIndex(apiKind, indexes.component, value),
    unfinishedBuild: findUnfinishedBuild(
      read.byIndex(buildKind, indexes.component, value),
    ),
  };
}

/** The status of a component is about its default track; each DeploymentTrack has its own. */
function isOnDefaultTrack(object: Parameters<typeof trackOf>[0]): boolean {
  return trackOf(object) === defaultTrack;
}

/** The newest Build, unless it has succeeded. */
function findUnfinishedBuild(builds: readonly Build[]): Build | undefined {
  const newest = builds
    .filter(isOnDefaultTrack)
    .sort((a, b) => compareText(creationOrderKey(a), creationOrderKey(b)))
    .at(-1);
  return newest?.status?.phase === 'Succeeded' ? undefined : newest;
}

function findProjectProblem(namespace: string, name: string, read: Read) {
  const malformed = invalidObjectError(read, projectKind, { namespace, name });
  return malformed
    ? { reason: 'ProjectMalformed', message: malformed }
    : { reason: 'ProjectNotFound', message: `Project "${name}" not found` };
}
