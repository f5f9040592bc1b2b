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

const signs: Readonly<Record<DeploymentState, RemixiconComponentType>> = {
  Ready: RiCheckLine,
  Progressing: RiProgress3Line,
  Waiting: RiPauseLine,
  Degraded: RiAlertLine,
  Failed: RiCloseLine,
  Suspended: RiMoonLine,
  NotDeployed: RiSubtractLine,
  Unknown: RiQuestionMark,
};

/** The sign of a state. It never stands alone: the word goes beside it, so it is silent for screen readers. */
export function StateSign(props: { state: DeploymentState }) {
  const Sign = signs[props.state];
  return <Sign size={14} aria-hidden="true" />;
}
