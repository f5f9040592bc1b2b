import {
  RiAlertLine,
  RiCheckLine,
  RiCloseLine,
  RiMoonLine,
  RiPauseLine,
  RiProgress3Line,
  RiQuestionMark,
  RiSubtractLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import type { DeploymentState } from '@promenade/backstage-plugin-openchoreo-common';
import { useTexts } from '../useTexts';
import { Badge, type StateColor } from './Badge';

/** Several states share a color, so color is never shown without the icon and the word. */
export const stateColors: Readonly<Record<DeploymentState, StateColor>> = {
  Ready: 'positive',
  Progressing: 'announcement',
  Waiting: 'neutral',
  Degraded: 'warning',
  Failed: 'negative',
  Suspended: 'neutral',
  NotDeployed: 'neutral',
  Unknown: 'neutral',
};

const icons: Readonly<Record<DeploymentState, RemixiconComponentType>> = {
  Ready: RiCheckLine,
  Progressing: RiProgress3Line,
  Waiting: RiPauseLine,
  Degraded: RiAlertLine,
  Failed: RiCloseLine,
  Suspended: RiMoonLine,
  NotDeployed: RiSubtractLine,
  Unknown: RiQuestionMark,
};

/** The icon of a state. Hidden from screen readers: the word of the state is always beside it. */
export function StateIcon(props: { state: DeploymentState }) {
  const Icon = icons[props.state];
  return <Icon size={14} aria-hidden="true" />;
}

/** A state as icon, word and color. */
export function StateBadge(props: {
  state: DeploymentState;
  /** How many are in the state. Default: the badge is about one. */
  count?: number;
}) {
  const { state, count } = props;
  const { t } = useTexts();
  return (
    <Badge appearance={{ color: stateColors[state], Icon: icons[state] }}>
      {count === undefined
        ? t(`state.${state}`)
        : t('state.count', {
            number: String(count),
            state: t(`state.${state}`),
          })}
    </Badge>
  );
}
