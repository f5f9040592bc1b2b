import { useState, type ReactNode } from 'react';
import { Button, Link, Text } from '@backstage/ui';
import {
  reads,
  verbs,
  type BuildList,
  type BuildRun,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { isBrowsable } from '../board/address';
import { EmptyState } from '../board/BoardError';
import { ComponentTab } from '../board/ComponentTab';
import { EmptyText, Overview, OverviewCard } from '../catalog/Overview';
import { useDeniedReason } from '../permissions/useAllowedVerbs';
import { Facts } from '../text';
import { useTexts } from '../useTexts';
import { BuildDialog } from './BuildDialog';
import { BuildEntry } from './BuildEntry';
import styles from './builds.module.css';

/** The Builds tab: what the component is built from, its builds with their steps, and a button that starts one. */
export function BuildsTab() {
  const { t } = useTexts();
  return (
    <ComponentTab>
      {component => (
        <Overview
          title={t('builds.title')}
          read={reads.listBuilds}
          input={component}
        >
          {(list, live) => (
            <Builds component={component} list={list} live={live} />
          )}
        </Overview>
      )}
    </ComponentTab>
  );
}

function Builds(props: {
  component: ComponentRef;
  list: BuildList;
  live: ReactNode;
}) {
  const { component, list, live } = props;
  const { source, builds } = list;
  const { t } = useTexts();
  const denied = useDeniedReason(component)(verbs.buildComponent);
  const [dialog, setDialog] = useState<{ commit?: string }>();
  if (!source && builds.length === 0) {
    return (
      <EmptyState
        title={t('builds.noSourceTitle')}
        text={t('builds.noSourceText')}
      />
    );
  }
  return (
    <>
      {source && (
        <OverviewCard title={t('builds.source')} headerActions={live}>
          <Source source={source} />
          <div className={styles.start}>
            <Button
              variant="primary"
              isDisabled={denied !== undefined}
              onPress={() => setDialog({})}
            >
              {t('builds.start')}
            </Button>
            {denied && (
              <Text variant="body-small" color="secondary">
                {denied}
              </Text>
            )}
          </div>
        </OverviewCard>
      )}
      <OverviewCard
        title={t('builds.title')}
        headerActions={source ? undefined : live}
      >
        <BuildEntries
          component={component}
          builds={builds}
          onBuildAgain={
            source && denied === undefined
              ? ({ commit }) => setDialog({ commit })
              : undefined
          }
        />
      </OverviewCard>
      {source && dialog && (
        <BuildDialog
          component={component}
          branch={source.branch}
          commit={dialog.commit}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  );
}

function Source(props: { source: NonNullable<BuildList['source']> }) {
  const { repositoryUrl, branch, path, template } = props.source;
  const { t } = useTexts();
  return (
    <Facts
      facts={[
        [
          t('builds.repository'),
          isBrowsable(repositoryUrl) ? (
            <Link href={repositoryUrl}>{repositoryUrl}</Link>
          ) : (
            repositoryUrl
          ),
        ],
        [t('builds.branch'), branch],
        [t('builds.path'), path],
        [t('builds.template'), template],
      ]}
    />
  );
}

function BuildEntries(props: {
  component: ComponentRef;
  builds: readonly BuildRun[];
  onBuildAgain?: (build: BuildRun) => void;
}) {
  const { component, builds, onBuildAgain } = props;
  const { t } = useTexts();
  if (builds.length === 0) {
    return <EmptyText>{t('builds.none')}</EmptyText>;
  }
  return (
    <ul className={styles.builds}>
      {builds.map((build, index) => (
        <li key={build.name}>
          <BuildEntry
            component={component}
            build={build}
            isOpenAtFirst={index === 0 && build.phase !== 'Succeeded'}
            onBuildAgain={onBuildAgain && (() => onBuildAgain(build))}
          />
        </li>
      ))}
    </ul>
  );
}
