import type {
  EnvironmentCard,
  ReleaseComparison,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ChangeHighlight } from '../text';
import { useTexts } from '../useTexts';
import styles from './card.module.css';

/** Compares the release of an environment with the releases of the next environments. */
export function Comparison(props: {
  card: EnvironmentCard;
  labelOf: (environment: string) => string;
}) {
  const { card, labelOf } = props;
  const { t } = useTexts();
  const describe = ({ relation, by, ...rest }: ReleaseComparison): string => {
    const environment = labelOf(rest.environment);
    switch (relation) {
      case 'ahead':
        return by === undefined
          ? t('comparison.aheadOf', { environment })
          : t('comparison.ahead', { count: by, environment });
      case 'behind':
        return by === undefined
          ? t('comparison.behindOf', { environment })
          : t('comparison.behind', { count: by, environment });
      default:
        return t(`comparison.${relation}`, { environment });
    }
  };
  if (!card.release || card.comparison.length === 0) return null;
  return (
    <ul className={styles.comparison}>
      {card.comparison.map(comparison => (
        <li key={comparison.environment}>
          <ChangeHighlight value={describe(comparison)}>
            {describe(comparison)}
          </ChangeHighlight>
        </li>
      ))}
    </ul>
  );
}
