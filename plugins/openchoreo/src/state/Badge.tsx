import type { ReactNode } from 'react';
import type { RemixiconComponentType } from '@remixicon/react';
import styles from './state.module.css';

/** A status color of Backstage UI. */
export type StateColor =
  | 'positive'
  | 'announcement'
  | 'warning'
  | 'negative'
  | 'neutral';

/** An icon and a color. Several statuses share a color, so color is never shown without the icon and the word. */
export interface Appearance {
  color: StateColor;
  Icon: RemixiconComponentType;
}

/** A status as icon, word and color. The icon is hidden from screen readers: the word is always beside it. */
export function Badge(props: { appearance: Appearance; children: ReactNode }) {
  const { color, Icon } = props.appearance;
  return (
    <span className={styles.badge} data-color={color}>
      <Icon size={14} aria-hidden="true" />
      <span>{props.children}</span>
    </span>
  );
}
