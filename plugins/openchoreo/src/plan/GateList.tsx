import {
  RiCheckLine,
  RiCircleLine,
  RiCloseLine,
  RiExternalLinkLine,
  RiProgress3Line,
  RiQuestionMark,
  type RemixiconComponentType,
} from '@remixicon/react';
import { Link, VisuallyHidden } from '@backstage/ui';
import type { PromotionGate } from '@promenade/backstage-plugin-openchoreo-common';
import { isBrowsable } from '../board/address';
import { MessageText } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import styles from './gates.module.css';

const icons: Readonly<Record<PromotionGate['state'], RemixiconComponentType>> =
  {
    Pending: RiCircleLine,
    Running: RiProgress3Line,
    Passed: RiCheckLine,
    Failed: RiCloseLine,
    Unknown: RiQuestionMark,
  };

/** Quality gates with their results: state, message, time, and a link to the details. */
export function GateList(props: { gates: readonly PromotionGate[] }) {
  const { t } = useTexts();
  if (props.gates.length === 0) return null;
  return (
    <ul className={styles.gates} aria-label={t('gate.list')}>
      {props.gates.map(gate => (
        <Gate key={gate.name} gate={gate} />
      ))}
    </ul>
  );
}

function Gate(props: { gate: PromotionGate }) {
  const { name, state, message, finishedAt, url } = props.gate;
  const { t } = useTexts();
  const Icon = icons[state];
  return (
    <li className={styles.gate} data-state={state}>
      <Icon size={14} aria-hidden="true" className={styles.icon} />
      <span className={styles.gateName}>
        {name} <VisuallyHidden>{t(`gate.state.${state}`)}</VisuallyHidden>
        {url && isBrowsable(url) && (
          <Link
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={t('gate.details', { name })}
            className={styles.gateLink}
          >
            <RiExternalLinkLine size={14} aria-hidden="true" />
          </Link>
        )}
      </span>
      <span className={styles.time}>
        {finishedAt && <RelativeTime at={finishedAt} as="ago" />}
      </span>
      {message && (
        <span className={styles.gateMessage}>
          <MessageText text={message} />
        </span>
      )}
    </li>
  );
}
