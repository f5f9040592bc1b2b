import { useEffect, useState } from 'react';
import type { Entity } from '@backstage/catalog-model';
import type { TableColumn } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  componentRefOf,
  type ComponentRef,
  type DeploymentList,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { LiveReads } from '../live/LiveReads';
import { useLiveReads } from '../live/useLiveRead';
import { StateBadge } from '../state/StateBadge';
import { openChoreoTranslationRef } from '../translation';
import { useStable } from '../useRequest';
import { DeploymentFollower } from './DeploymentFollower';
import styles from './catalog.module.css';

type Deployments = DeploymentList['components'][number]['deployments'];

/** One follower for each app, so that all rows share its topics. */
const followers = new WeakMap<LiveReads, DeploymentFollower>();

function followerOf(live: LiveReads): DeploymentFollower {
  const existing = followers.get(live);
  if (existing) return existing;
  const created = new DeploymentFollower(live);
  followers.set(live, created);
  return created;
}

/**
 * A column for tables of entities, such as that of the catalog: the state of a component in each environment. The rows of a page share
 * one live answer.
 *
 * @public
 */
export function createDeploymentColumn<
  Row extends { entity: Entity },
>(): TableColumn<Row> {
  return {
    title: 'Environments',
    sorting: false,
    searchable: false,
    width: 'auto',
    render: ({ entity }) => <DeploymentStates entity={entity} />,
  };
}

function DeploymentStates(props: { entity: Entity }) {
  const component = componentRefOf(props.entity);
  return component ? <ComponentStates component={component} /> : null;
}

function ComponentStates(props: { component: ComponentRef }) {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const deployments = useDeployments(props.component);
  if (!deployments) return null;
  return (
    <ul className={styles.states}>
      {deployments.map(({ environment, displayName, state, message }) => (
        <li key={environment} title={message ?? t(`hint.${state}`)}>
          {displayName ?? environment} <StateBadge state={state} />
        </li>
      ))}
    </ul>
  );
}

/** The deployments of a component. Undefined until they are known, and when they cannot be read: the cell stays empty. */
function useDeployments(ref: ComponentRef): Deployments | undefined {
  const follower = followerOf(useLiveReads());
  const component = useStable(ref);
  const [deployments, setDeployments] = useState<Deployments>();
  useEffect(
    () => follower.follow(component, setDeployments),
    [follower, component],
  );
  return deployments;
}
