import {
  RiAlertLine,
  RiCheckLine,
  RiPauseLine,
  RiQuestionMark,
} from '@remixicon/react';
import type { ConnectionState as State } from '@promenade/backstage-plugin-openchoreo-common';
import { Badge, type Appearance } from '../state/Badge';
import { useTexts } from '../useTexts';

const appearances: Readonly<Record<State, Appearance>> = {
  Resolved: { color: 'positive', Icon: RiCheckLine },
  Waiting: { color: 'neutral', Icon: RiPauseLine },
  Broken: { color: 'negative', Icon: RiAlertLine },
  Unknown: { color: 'neutral', Icon: RiQuestionMark },
};

/** The state of a connection as icon, word and color. */
export function ConnectionState(props: { state: State }) {
  const { t } = useTexts();
  return (
    <Badge appearance={appearances[props.state]}>
      {t(`cell.connection.${props.state}`)}
    </Badge>
  );
}
