import type { ReactNode } from 'react';
import styles from './text.module.css';

/** Facts about something side by side, each value below its term. */
export function Facts(props: {
  facts: readonly (readonly [term: string, value: ReactNode])[];
}) {
  return (
    <dl className={styles.facts}>
      {props.facts.map(([term, value]) => (
        <div key={term} className={styles.fact}>
          <dt className={styles.factTerm}>{term}</dt>
          <dd className={styles.factValue}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
