import { Clock } from '@promenade/kube-client';
import {
  ProjectPromotion,
  isFinishedProjectPromotion,
  projectPromotionKind,
} from '@promenade/openchoreo-model';
import { SigningKeys } from '../../core/signing/signatures';
import { toTimestamp, withConditions } from '../../runtime/conditions';
import { isDeleting } from '../../runtime/finalizer';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { Write } from '../../runtime/write';
import { advance, begin } from './advance';
import { createPromotions } from './create-promotions';
import { rollBack } from './roll-back';
import { ProjectPromotionStatus, Step, findPart } from './step';

/** What the reconciler of the promotions of projects depends on. */
export interface ProjectPromotionDependencies {
  clock: Clock;
  signingKeys: SigningKeys;
}

/**
 * Reconciles a ProjectPromotion. Each component has a Promotion of its own, with its gates and approvals. All of them wait until the
 * last one needs nothing any more; then they are rolled out, dependencies first. If one fails, all targets return to what they ran
 * before.
 */
export function projectPromotionReconciler({
  clock,
  signingKeys,
}: ProjectPromotionDependencies): Reconcile {
  return async (key, read, write) => {
    const project = read.get(projectPromotionKind, key);
    if (
      !project ||
      isDeleting(project) ||
      isFinishedProjectPromotion(project)
    ) {
      return;
    }
    const now = new Date(clock.now());
    const { phase, components = [] } = project.status ?? {};
    if (phase === undefined) {
      await report(project, begin(project, read), read, now, write);
      return;
    }
    if (phase === 'Checking') {
      const missing = components.filter(
        component => !findPart(project, component, read).promotion,
      );
      if (missing.length > 0) {
        await createPromotions(
          project,
          missing,
          { signingKeys, now },
          read,
          write,
        );
        return;
      }
    }
    const parts = components.map(each => findPart(project, each, read));
    const step =
      phase === 'RollingBack'
        ? await rollBack(project, parts, { signingKeys, now }, read, write)
        : advance(project, parts);
    await report(project, step, read, now, write);
  };
}

async function report(
  project: ProjectPromotion,
  { phase, reason, message, fields }: Step,
  read: Read,
  now: Date,
  write: Write,
): Promise<void> {
  const { status } = project;
  const components = fields?.components ?? status?.components;
  const next: ProjectPromotionStatus = {
    ...withConditions(
      project,
      [
        {
          type: 'Complete',
          status: phase === 'Succeeded' ? 'True' : 'False',
          reason,
          message,
        },
      ],
      now,
    ),
    ...fields,
    phase,
    components: components?.map(component => ({
      ...component,
      phase: findPart(project, component, read).promotion?.status?.phase,
    })),
    startedAt: status?.startedAt ?? toTimestamp(now),
  };
  const isFinal = isFinishedProjectPromotion({ status: next });
  await write.updateStatus(projectPromotionKind, project, {
    ...next,
    ...(isFinal && { completedAt: toTimestamp(now) }),
  });
  if (phase !== status?.phase) {
    write.event(
      project,
      phase === 'Failed' || phase === 'RolledBack' ? 'Warning' : 'Normal',
      `ProjectPromotion${phase}`,
      message,
    );
  }
}
