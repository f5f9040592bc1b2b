import { useState } from 'react';
import { Checkbox } from '@backstage/ui';
import type {
  DeploymentState,
  ProjectOverview as View,
} from '@promenade/backstage-plugin-openchoreo-common';
import { labelOf } from '../text';
import { useTexts } from '../useTexts';
import { DeploymentCell, SimulatedTag, StateSummary } from './cells';
import { DataTable } from './DataTable';
import { EntityName } from './EntityName';
import { EmptyText } from './Overview';
import { useDeployLink } from './useDeployLink';
import styles from './catalog.module.css';

type Component = View['components'][number];

/** A component in one of these states needs attention. */
const statesNeedingAttention: ReadonlySet<DeploymentState> = new Set([
  'Failed',
  'Degraded',
  'Waiting',
  'Unknown',
]);

/** The components of a project with their state and release in each environment. */
export function ProjectComponents(props: { overview: View }) {
  const { components, environments, states } = props.overview;
  const { t } = useTexts();
  const [isFiltered, setIsFiltered] = useState(false);
  const deployLink = useDeployLink();
  if (components.length === 0) {
    return <EmptyText>{t('catalog.noComponents')}</EmptyText>;
  }
  const needing = components.filter(needsAttention);
  const shown = isFiltered ? needing : components;
  return (
    <>
      <div className={styles.summary}>
        <StateSummary states={states} none="" />
        {components.length > needing.length &&
          (needing.length > 0 || isFiltered) && (
            <Checkbox isSelected={isFiltered} onChange={setIsFiltered}>
              {t('catalog.onlyInNeed')}
            </Checkbox>
          )}
      </div>
      {shown.length === 0 && <EmptyText>{t('catalog.noneInNeed')}</EmptyText>}
      {shown.length > 0 && (
        <DataTable
          label={t('catalog.matrix')}
          columns={[
            { id: 'component', label: t('catalog.column.component') },
            ...environments.map(environment => ({
              id: environment.entityRef,
              label: labelOf(environment),
              note: environment.dataPlane?.isSimulated && <SimulatedTag />,
            })),
          ]}
          rows={shown.map(component => ({
            id: component.entityRef,
            cells: [
              <ComponentName
                key="name"
                component={component}
                href={deployLink(component.entityRef)}
              />,
              ...component.deployments.map(deployment => (
                <DeploymentCell
                  key={deployment.environment}
                  deployment={deployment}
                />
              )),
            ],
          }))}
        />
      )}
    </>
  );
}

function needsAttention({ deployments, problem }: Component): boolean {
  return (
    problem !== undefined ||
    deployments.some(({ state }) => statesNeedingAttention.has(state))
  );
}

function ComponentName(props: { component: Component; href: string }) {
  const { component, href } = props;
  const { entityRef, type, problem } = component;
  return (
    <span className={styles.cell}>
      <EntityName
        entityRef={entityRef}
        href={href}
        label={labelOf(component)}
      />
      <span className={styles.secondary}>{type}</span>
      {problem && <span className={styles.reason}>{problem}</span>}
    </span>
  );
}
