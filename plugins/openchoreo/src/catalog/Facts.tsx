import type { ReactNode } from 'react';
import styles from './catalog.module.css';

/** Facts about something beside each other, each below its term. */
export function Facts(props: {
  facts: readonly (readonly [term: string, value: ReactNode])[];
}) {
  return (
    <dl className={styles.facts}>
      {props.facts.map(([term, value]) => (
        <div key={term} className={styles.fact}>
          <dt className={styles.secondary}>{term}</dt>
          <dd className={styles.factValue}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
