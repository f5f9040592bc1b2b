import type { ActionContext } from '@backstage/plugin-scaffolder-node';

type RunningStep = Pick<ActionContext<{}>, 'task' | 'step' | 'user'>;

/**
 * Who asks, and in which request. A step that is retried or resumed is the same request: the control plane then finds its
 * work done.
 */
export function requestOf({ task, step, user }: RunningStep): {
  requestedBy: string | undefined;
  idempotencyKey: string;
} {
  return {
    requestedBy: user?.ref,
    idempotencyKey: `${task.id}/${step?.id ?? ''}`,
  };
}
