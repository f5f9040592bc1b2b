import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  reads,
  type DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { openChoreoApiRef } from '../api';
import { environmentLabel } from '../board/environmentLabel';
import { useTexts } from '../useTexts';
import { ChoiceField, type Choice } from './ChoiceField';
import { defineFormField, type FieldProps } from './defineFormField';
import { parameterName, parameterText, useComponentReader } from './entityRefs';

interface PromotionTargetOptions {
  component?: string;
}

/** Selects the environment to promote a component to. It offers the targets of the component's pipeline only. */
function PromotionTargetField(
  props: FieldProps<string, PromotionTargetOptions>,
) {
  const { component = 'component' } = props.options;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const readComponent = useComponentReader();
  const load = useCallback(
    async (entityRef: string, signal: AbortSignal) => {
      const ref = await readComponent(entityRef);
      const board = await api.request(reads.getDeployBoard, ref, { signal });
      return promotionTargets(board, t('action.notPossible'));
    },
    [api, readComponent, t],
  );
  return (
    <ChoiceField
      field={props}
      subject={parameterText(props, component)}
      missing={t('target.noComponent')}
      load={load}
      empty={t('target.none')}
    />
  );
}

/** The targets in promotion order. A target with several sources is possible if one of its promotions is. */
function promotionTargets(
  { environments }: DeployBoard,
  notPossible: string,
): Choice[] {
  const promotions = environments
    .flatMap(({ actions }) => actions)
    .filter(({ verb }) => verb === 'Promote');
  return environments.flatMap(card => {
    const { name } = card.environment;
    const toHere = promotions.filter(({ target }) => target === name);
    const [first] = toHere;
    if (!first) return [];
    const { enabled, reason } = toHere.find(each => each.enabled) ?? first;
    return {
      value: name,
      label: environmentLabel(card),
      blocked: enabled ? undefined : reason ?? notPossible,
    };
  });
}

/** The form field `OpenChoreoPromotionTarget`: the name of the environment to promote a component to. */
export const promotionTargetField = defineFormField({
  name: 'OpenChoreoPromotionTarget',
  value: z.string(),
  options: z.object({
    component: parameterName(
      'Name of the parameter with the component. `component` by default.',
    ),
  }),
  component: PromotionTargetField,
});
