import {
  getCondition,
  scheduledTaskKind,
  serviceKind,
  webApplicationKind,
  type Component,
  type KindDefinition,
  type ScheduledTask,
  type Service,
  type WebApplication,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type { CommitSnapshot } from '../domain/ComponentSnapshot';

const deployingKinds: readonly KindDefinition<
  Service | WebApplication | ScheduledTask
>[] = [serviceKind, webApplicationKind, scheduledTaskKind];

/** The reasons of Ready of what deploys a component, in a project whose bindings are committed. */
const states: Readonly<Record<string, CommitSnapshot['state']>> = {
  CommitPending: 'Pending',
  WaitingForGitOps: 'Committed',
  CommitFailed: 'Failed',
};

/**
 * The commit that the first environment of a component waits for. Undefined when it waits for none.
 *
 * @param value - the index value of the component
 */
export function commitOf(
  reader: ResourceReader,
  component: Component,
  value: string,
  environment: string | undefined,
): CommitSnapshot | undefined {
  if (environment === undefined) return undefined;
  const deploying = component.spec.componentType
    ? [component]
    : deployingKinds.flatMap(kind => reader.byIndex(kind, 'component', value));
  for (const { status } of deploying) {
    const ready = getCondition(status?.conditions, 'Ready');
    const state = ready && states[ready.reason];
    if (state) {
      const { reason, message, lastTransitionTime: since } = ready;
      return { environment, state, reason, message, since };
    }
  }
  return undefined;
}
