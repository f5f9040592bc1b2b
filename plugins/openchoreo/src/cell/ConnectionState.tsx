import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiAlertLine,
  RiCheckLine,
  RiPauseLine,
  RiQuestionMark,
} from '@remixicon/react';
import type { ConnectionState as State } from '@promenade/backstage-plugin-openchoreo-common';
import { Badge, type Appearance } from '../state/Badge';
import { openChoreoTranslationRef } from '../translation';

const appearances: Readonly<Record<State, Appearance>> = {
  Resolved: { color: 'positive', Icon: RiCheckLine },
  Waiting: { color: 'neutral', Icon: RiPauseLine },
  Broken: { color: 'negative', Icon: RiAlertLine },
  Unknown: { color: 'neutral', Icon: RiQuestionMark },
};

/** The state of a connection as icon, word and color. */
export function ConnectionState(props: { state: State }) {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  return (
    <Badge appearance={appearances[props.state]}>
      {t(`cell.connection.${props.state}`)}
    </Badge>
  );
}
