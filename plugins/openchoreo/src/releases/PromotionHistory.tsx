import { useId, useState } from 'react';
import { Box, Button, Text } from '@backstage/ui';
import {
  finalPromotionPhases,
  type ComponentRef,
  type DeployBoard,
  type PromotionPhase,
} from '@promenade/backstage-plugin-openchoreo-common';
import { boardLabels } from '../board/environmentLabel';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { ExportButtons } from './ExportButtons';
import { FilterSelect, noFilter } from './FilterSelect';
import { HistoryEntry } from './HistoryEntry';
import { downloadHistory } from './historyRequests';
import { ReleasesSkeleton } from './ReleasesSkeleton';
import { useHistory } from './useHistory';
import { peopleOf, useKnownPeople } from './useKnownPeople';
import { useReloadOnChange } from './useReloadOnChange';
import contrast from '../text/contrast.module.css';
import styles from './releases.module.css';

/** The promotions of a component, newest first, with filters and exports. An entry opens to its steps and transitions. */
export function PromotionHistory(props: {
  component: ComponentRef;
  board: DeployBoard;
  /** Changes when the promotions must be loaded again. */
  version: string;
}) {
  const { component, board, version } = props;
  const { t } = useTexts();
  const headingId = useId();
  const [environment, setEnvironment] = useState(noFilter);
  const [phase, setPhase] = useState<PromotionPhase | typeof noFilter>(
    noFilter,
  );
  const [person, setPerson] = useState(noFilter);
  const filter = {
    environment: environment || undefined,
    phase: phase || undefined,
    person: person || undefined,
  };
  const history = useHistory(component, filter);
  useReloadOnChange(version, history.reload);
  const people = useKnownPeople((history.items ?? []).flatMap(peopleOf));
  const labelOf = boardLabels(board);
  const isFiltered = Boolean(environment || phase || person);
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <div className={styles.bar}>
        <Text as="h2" id={headingId} variant="title-x-small" weight="bold">
          {t('history.title')}
        </Text>
        <div className={styles.barEnd}>
          <ExportButtons
            name={`${component.component}-promotions`}
            download={(api, format) =>
              downloadHistory(api, component, { ...filter, format })
            }
          />
        </div>
      </div>
      <div className={styles.filters}>
        <FilterSelect
          label={t('history.environment')}
          value={environment}
          options={board.environments.map(each => ({
            value: each.environment.name,
            label: labelOf(each.environment.name),
          }))}
          onChange={setEnvironment}
        />
        <FilterSelect
          label={t('history.outcome')}
          value={phase}
          options={finalPromotionPhases.map(each => ({
            value: each,
            label: t(`promotion.outcome.${each}`),
          }))}
          onChange={value =>
            setPhase(
              finalPromotionPhases.find(each => each === value) ?? noFilter,
            )
          }
        />
        <FilterSelect
          label={t('history.person')}
          value={person}
          options={people}
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
  const { items, error, loading, hasMore, loadMore, reload } = history;
  const { t } = useTexts();
  return (
    <>
      {error && (
        <ErrorAlert
          title={t('history.failed')}
          text={errorMessage(error)}
          action={{ label: t('plan.retry'), onPress: reload }}
        />
      )}
      {!items && !error && <ReleasesSkeleton />}
      {items && items.length === 0 && (
        <Text color="secondary">{emptyText}</Text>
      )}
      {items && items.length > 0 && (
        <Box bg="neutral" className={`${styles.surface} ${contrast.surface}`}>
          <ul className={styles.history} aria-busy={loading}>
            {items.map(promotion => (
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
