import {
  ProjectPromotion,
  isFinishedPromotion,
} from '@promenade/openchoreo-model';
import { waitingForProjectReason } from '../../core/pipeline/waiting-for-project';
import { Read } from '../../runtime/read';
import { planComponents } from './plan';
import { Part, Step, messageOf, reasonOf } from './step';

/** The components are recorded before their Promotions are created. */
export function begin(project: ProjectPromotion, read: Read): Step {
  const { from, to, projectName } = project.spec;
  const plan = planComponents(project, read);
  if ('problem' in plan) {
    return { phase: 'Failed', reason: 'InvalidRequest', message: plan.problem };
  }
  const { components } = plan;
  return components.length > 0
    ? {
        phase: 'Checking',
        reason: 'Checking',
        message: `Checking ${components.length} components.`,
        fields: { components, releasedLayers: 0 },
      }
    : {
        phase: 'Succeeded',
        reason: 'NothingToPromote',
        message: `${to} runs the same releases of project "${projectName}" as ${from}.`,
      };
}

/** While nothing has failed: releases one layer after the other. */
export function advance(
  { status }: ProjectPromotion,
  parts: readonly Part[],
): Step {
  const { phase = 'Checking', releasedLayers = 0 } = status ?? {};
  const failed = parts.find(
    ({ promotion }) =>
      !promotion ||
      (isFinishedPromotion(promotion) &&
        promotion.status?.phase !== 'Succeeded'),
  );
  if (failed) {
    const message = `${failed.component.name}: ${
      failed.promotion
        ? messageOf(failed.promotion)
        : 'the Promotion was deleted.'
    }`;
    return releasedLayers === 0
      ? { phase: 'Failed', reason: 'ComponentFailed', message }
      : { phase: 'RollingBack', reason: 'ComponentFailed', message };
  }
  const open = parts.filter(({ component, promotion }) =>
    releasedLayers === 0
      ? reasonOf(promotion) !== waitingForProjectReason
      : component.layer < releasedLayers &&
        promotion?.status?.phase !== 'Succeeded',
  );
  if (open.length > 0) {
    return {
      phase,
      reason: phase,
      message: `Waiting for ${open
        .map(({ component }) => component.name)
        .join(', ')}.`,
    };
  }
  const layers = Math.max(...parts.map(({ component }) => component.layer)) + 1;
  return releasedLayers < layers
    ? {
        phase: 'Progressing',
        reason: 'Progressing',
        message: `Rolling out ${parts
          .filter(({ component }) => component.layer === releasedLayers)
          .map(({ component }) => component.name)
          .join(', ')}.`,
        fields: { releasedLayers: releasedLayers + 1 },
      }
    : {
        phase: 'Succeeded',
        reason: 'PromotionSucceeded',
        message: `${parts.length} components were promoted.`,
      };
}
