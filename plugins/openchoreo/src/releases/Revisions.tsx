import { useId, useState } from 'react';
import { Button, Text, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type {
  ComponentRef,
  DeployBoard,
  ReleaseList,
  ReleaseRevision,
} from '@promenade/backstage-plugin-openchoreo-common';
import { EmptyState } from '../board/BoardError';
import { boardLabels } from '../board/environmentLabel';
import { useAllowedVerbs } from '../permissions/useAllowedVerbs';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { CompareDialog } from './CompareDialog';
import { ReleasesSkeleton } from './ReleasesSkeleton';
import { RevisionTable } from './RevisionTable';
import { revisionKey } from './revisionKey';
import { RollBackDialog } from './RollBackDialog';
import { useReleases } from './useReleases';
import { useReloadOnChange } from './useReloadOnChange';
import styles from './releases.module.css';

const pageSize = 20;
/** The most revisions that the backend returns. */
const maxRevisions = 200;

/** The revisions of one environment at a time, which can be compared and rolled back to. */
export function Revisions(props: {
  component: ComponentRef;
  board: DeployBoard;
  /** Changes when the releases must be loaded again. */
  version: string;
}) {
  const { component, board, version } = props;
  const { t } = useTexts();
  const [limit, setLimit] = useState(pageSize);
  const { value, error, loading, reload } = useReleases(component, { limit });
  useReloadOnChange(version, reload);
  const [chosen, setChosen] = useState<string>();
  const [selected, setSelected] = useState<readonly ReleaseRevision[]>([]);
  const [isComparing, setComparing] = useState(false);
  const [rollBackTo, setRollBackTo] = useState<ReleaseRevision>();
  const allowed = useAllowedVerbs(component);
  const headingId = useId();

  const labelOf = boardLabels(board);
  const environment = chosen ?? (value && latestEnvironment(value));
  if (!value && error) {
    return (
      <ErrorAlert
        title={t('releases.failed')}
        text={errorMessage(error)}
        action={{ label: t('plan.retry'), onPress: reload }}
      />
    );
  }
  if (!value) return <ReleasesSkeleton />;
  if (!environment) {
    return (
      <EmptyState
        title={t('releases.emptyTitle')}
        text={t('releases.emptyText')}
      />
    );
  }
  const revisions =
    value.environments.find(each => each.environment === environment)
      ?.revisions ?? [];
  const card = board.environments.find(
    each => each.environment.name === environment,
  );
  const denied = allowed?.verbs.find(
    each =>
      each.verb === 'roll-back-component' &&
      (each.environment ?? environment) === environment &&
      !each.isAllowed,
  );
  const toggle = (revision: ReleaseRevision) =>
    setSelected(current => toggleRevision(current, revision));
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <div className={styles.bar}>
        <Text as="h2" id={headingId} variant="title-x-small" weight="bold">
          {t('releases.title')}
        </Text>
        <ToggleButtonGroup
          className={styles.environments}
          selectionMode="single"
          disallowEmptySelection
          aria-label={t('releases.environment')}
          selectedKeys={[environment]}
          onSelectionChange={keys => {
            const [key] = keys;
            setChosen(String(key));
            setSelected([]);
          }}
        >
          {value.environments.map(each => (
            <ToggleButton key={each.environment} id={each.environment}>
              {labelOf(each.environment)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <div className={styles.barEnd}>
          {selected.length !== 2 && (
            <Text variant="body-small" color="secondary">
              {t('releases.selectTwo')}
            </Text>
          )}
          <Button
            variant="secondary"
            isDisabled={selected.length !== 2}
            onPress={() => setComparing(true)}
          >
            {t('releases.compare')}
          </Button>
        </div>
      </div>
      {revisions.length === 0 ? (
        <Text color="secondary">
          {t('releases.none', { environment: labelOf(environment) })}
        </Text>
      ) : (
        <RevisionTable
          component={component}
          environment={environment}
          version={version}
          revisions={revisions}
          labelOf={labelOf}
          selected={selected}
          deniedReason={denied && (denied.reason ?? t('action.notPossible'))}
          onToggle={toggle}
          onRollBack={setRollBackTo}
        />
      )}
      {revisions.length >= limit && limit < maxRevisions && (
        <Button
          variant="secondary"
          isPending={loading}
          onPress={() => setLimit(Math.min(limit + pageSize, maxRevisions))}
        >
          {t('releases.more')}
        </Button>
      )}
      {isComparing && selected.length === 2 && (
        <CompareDialog
          component={component}
          environment={environment}
          environmentLabel={labelOf(environment)}
          revisions={inOrder(selected, revisions)}
          onClose={() => setComparing(false)}
        />
      )}
      {rollBackTo && (
        <RollBackDialog
          component={component}
          environment={environment}
          isProduction={card?.environment.isProduction ?? false}
          resourceVersion={card?.binding?.resourceVersion}
          revision={rollBackTo}
          labelOf={labelOf}
          onClose={() => setRollBackTo(undefined)}
          onRequested={reload}
        />
      )}
    </section>
  );
}

/** Adds a revision to the selection, or removes it. Of more than two, the first one is dropped. */
function toggleRevision(
  selected: readonly ReleaseRevision[],
  revision: ReleaseRevision,
): ReleaseRevision[] {
  const key = revisionKey(revision);
  const others = selected.filter(each => revisionKey(each) !== key);
  return others.length < selected.length
    ? others
    : [...others, revision].slice(-2);
}

/** The two selected revisions, the earlier one first. The revisions of an environment are newest first. */
function inOrder(
  selected: readonly ReleaseRevision[],
  revisions: readonly ReleaseRevision[],
): [ReleaseRevision, ReleaseRevision] {
  const position = (revision: ReleaseRevision) =>
    revisions.findIndex(each => revisionKey(each) === revisionKey(revision));
  const [first, second] = selected;
  return position(first) > position(second) ? [first, second] : [second, first];
}

/** The last environment of the pipeline that has revisions: the one that matters most. */
function latestEnvironment({ environments }: ReleaseList): string | undefined {
  return environments.filter(({ revisions }) => revisions.length > 0).at(-1)
    ?.environment;
}
