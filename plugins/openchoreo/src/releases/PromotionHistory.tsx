import { useId, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button, Select, Text } from '@backstage/ui';
import {
  finalPromotionPhases,
  type ComponentRef,
  type DeployBoard,
  type PromotionPhase,
  type PromotionRecord,
} from '@promenade/backstage-plugin-openchoreo-common';
import { boardLabels } from '../board/environmentLabel';
import { ErrorAlert, errorMessage } from '../text';
import { openChoreoTranslationRef } from '../translation';
import { ExportButtons } from './ExportButtons';
import { HistoryEntry } from './HistoryEntry';
import { ReleasesSkeleton } from './ReleasesSkeleton';
import { useHistory } from './useHistory';
import { useReloadOnChange } from './useReloadOnChange';
import contrast from '../text/contrast.module.css';
import styles from './releases.module.css';

/** The value of a filter that does not restrict. */
const all = '';

/** The promotions of a component, newest first, with filters and exports. An entry opens to its steps and transitions. */
export function PromotionHistory(props: {
  component: ComponentRef;
  board: DeployBoard;
  /** Changes when the promotions must be loaded again. */
  version: string;
}) {
  const { component, board, version } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const headingId = useId();
  const [environment, setEnvironment] = useState(all);
  const [phase, setPhase] = useState<PromotionPhase | typeof all>(all);
  const [person, setPerson] = useState(all);
  const filter = {
    environment: environment || undefined,
    phase: phase || undefined,
    person: person || undefined,
  };
  const history = useHistory(component, filter);
  useReloadOnChange(version, history.reload);
  const people = useKnownPeople(history.promotions ?? []);
  const labelOf = boardLabels(board);
  const isFiltered = Boolean(environment || phase || person);
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <div className={styles.bar}>
        <Text as="h2" id={headingId} variant="title-x-small" weight="bold">
          {t('history.title')}
        </Text>
        <div className={styles.barEnd}>
          <ExportButtons component={component} filter={filter} />
        </div>
      </div>
      <div className={styles.filters}>
        <Filter
          label={t('history.environment')}
          value={environment}
          options={board.environments.map(each => ({
            value: each.environment.name,
            label: labelOf(each.environment.name),
          }))}
          onChange={setEnvironment}
        />
        <Filter
          label={t('history.outcome')}
          value={phase}
          options={finalPromotionPhases.map(each => ({
            value: each,
            label: t(`promotion.outcome.${each}`),
          }))}
          onChange={value =>
            setPhase(finalPromotionPhases.find(each => each === value) ?? all)
          }
        />
        <Filter
          label={t('history.person')}
          value={person}
          options={people.map(each => ({ value: each, label: personOf(each) }))}
          onChange={setPerson}
        />
      </div>
      <HistoryEntries
        history={history}
        labelOf={labelOf}
        emptyText={isFiltered ? t('history.noMatch') : t('history.empty')}
      />
    </section>
  );
}

function HistoryEntries(props: {
  history: ReturnType<typeof useHistory>;
  labelOf: (environment: string) => string;
  emptyText: string;
}) {
  const { history, labelOf, emptyText } = props;
  const { promotions, error, loading, hasMore, loadMore, reload } = history;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  return (
    <>
      {error && (
        <ErrorAlert
          title={t('history.failed')}
          text={errorMessage(error)}
          action={{ label: t('plan.retry'), onPress: reload }}
        />
      )}
      {!promotions && !error && <ReleasesSkeleton />}
      {promotions && promotions.length === 0 && (
        <Text color="secondary">{emptyText}</Text>
      )}
      {promotions && promotions.length > 0 && (
        <Box bg="neutral" className={`${styles.surface} ${contrast.surface}`}>
          <ul className={styles.history} aria-busy={loading}>
            {promotions.map(promotion => (
              <li key={promotion.name}>
                <HistoryEntry promotion={promotion} labelOf={labelOf} />
              </li>
            ))}
          </ul>
        </Box>
      )}
      {hasMore && (
        <Button variant="secondary" isPending={loading} onPress={loadMore}>
          {t('history.more')}
        </Button>
      )}
    </>
  );
}

function Filter(props: {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  const { label, value, options, onChange } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  return (
    <Select
      className={styles.filter}
      size="small"
      label={label}
      options={[{ value: all, label: t('history.all') }, ...options]}
      value={value}
      onChange={key => onChange(key === null ? all : String(key))}
    />
  );
}

/** The people who have requested or decided about promotions that were loaded so far, also with another filter. */
function useKnownPeople(promotions: readonly PromotionRecord[]): string[] {
  const [known, setKnown] = useState<readonly string[]>([]);
  const seen = promotions.flatMap(({ requestedBy, approvals }) => [
    ...(requestedBy ? [requestedBy] : []),
    ...approvals.map(({ by }) => by),
  ]);
  const fresh = [...new Set(seen)].filter(each => !known.includes(each));
  if (fresh.length > 0) setKnown([...known, ...fresh]);
  return [...known].sort((a, b) => a.localeCompare(b, 'en'));
}

/** The name in an entity ref. */
function personOf(entityRef: string): string {
  return entityRef.slice(entityRef.lastIndexOf('/') + 1);
}
