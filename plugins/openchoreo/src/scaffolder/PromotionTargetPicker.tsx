import { useEffect, useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Select } from '@backstage/ui';
import {
  componentRefOf,
  reads,
  type DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { environmentLabel } from '../board/environmentLabel';
import { openChoreoTranslationRef } from '../translation';

interface Target {
  environment: string;
  label: string;
  enabled: boolean;
  /** Why a promotion is not possible now. */
  reason?: string;
}

/** Selects the environment to promote a component to. It offers the targets of the component's pipeline only. */
export function PromotionTargetPicker(props: {
  label: string;
  description?: string;
  isRequired: boolean;
  isDisabled: boolean;
  /** Entity ref of the component. */
  component: string | undefined;
  /** Name of the selected environment. */
  target: string | undefined;
  onChange: (target: string | undefined) => void;
}) {
  const { label, description, isRequired, isDisabled, component } = props;
  const { target, onChange } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const { targets, error } = usePromotionTargets(component);

  const isTargetMissing =
    target !== undefined &&
    targets !== undefined &&
    !targets.some(({ environment }) => environment === target);
  useEffect(() => {
    if (isTargetMissing) onChange(undefined);
  }, [isTargetMissing, onChange]);

  const hint = component ? error ?? description : t('target.noComponent');
  return (
    <Select
      label={label}
      description={hint}
      isRequired={isRequired}
      isDisabled={isDisabled || !targets}
      options={(targets ?? []).map(({ environment, enabled, ...rest }) => ({
        value: environment,
        label: enabled
          ? rest.label
          : t('target.notPossible', {
              environment: rest.label,
              reason: rest.reason ?? t('action.notPossible'),
            }),
        disabled: !enabled,
      }))}
      value={target ?? null}
      onChange={value => onChange(value === null ? undefined : String(value))}
    />
  );
}

/** The targets of promotions of a component. Undefined while they are not known. */
function usePromotionTargets(component: string | undefined): {
  targets?: Target[];
  error?: string;
} {
  const catalogApi = useApi(catalogApiRef);
  const api = useApi(openChoreoApiRef);
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const [state, setState] = useState<{ targets?: Target[]; error?: string }>(
    {},
  );
  useEffect(() => {
    const controller = new AbortController();
    const load = async (entityRef: string) => {
      const entity = await catalogApi.getEntityByRef(entityRef);
      const ref = entity && componentRefOf(entity);
      if (!ref) {
        return { error: t('target.notComponent', { component: entityRef }) };
      }
      const { signal } = controller;
      const board = await api.request(reads.getDeployBoard, ref, { signal });
      return { targets: promotionTargets(board) };
    };
    setState({});
    if (component) {
      load(component)
        .catch((error: Error) => ({ error: error.message }))
        .then(next => !controller.signal.aborted && setState(next));
    }
    return () => controller.abort();
  }, [component, catalogApi, api, t]);
  return state;
}

/** The targets in promotion order. A target with several sources is enabled if one of its promotions is. */
function promotionTargets({ environments }: DeployBoard): Target[] {
  const promotions = environments
    .flatMap(({ actions }) => actions)
    .filter(({ verb }) => verb === 'Promote');
  return environments.flatMap(card => {
    const toHere = promotions.filter(
      ({ target }) => target === card.environment.name,
    );
    const [first] = toHere;
    if (!first) return [];
    const { enabled, reason } = toHere.find(each => each.enabled) ?? first;
    return {
      environment: card.environment.name,
      label: environmentLabel(card),
      enabled,
      reason,
    };
  });
}
