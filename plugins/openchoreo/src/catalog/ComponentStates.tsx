import { useEffect, useState } from 'react';
import type {
  ComponentRef,
  DeploymentList,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { LiveReads } from '../live/LiveReads';
import { useLiveReads } from '../live/useLiveRead';
import { StateBadge } from '../state/StateBadge';
import { useTexts } from '../useTexts';
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

const environmentLabel = ({ environment, displayName }: Deployments[number]) =>
  displayName ?? environment;

/** How many environments are listed one by one, and how many of one state where there are more environments. */
const maxListed = 4;
const maxListedOfState = 2;

/**
 * The state of a component in each environment, and of many environments how many are in each state. Components that are shown at the
 * same time share one live answer.
 */
export function ComponentStates(props: { component: ComponentRef }) {
  const deployments = useDeployments(props.component);
  if (!deployments) return null;
  const groups =
    deployments.length > maxListed
      ? groupByState(deployments)
      : deployments.map(deployment => [deployment]);
  return (
    <ul className={styles.states}>
      {groups.map(group =>
        group.length > maxListedOfState ? (
          <CountedState key={group[0].state} deployments={group} />
        ) : (
          group.map(deployment => (
            <ListedState key={deployment.environment} deployment={deployment} />
          ))
        ),
      )}
    </ul>
  );
}

function ListedState(props: { deployment: Deployments[number] }) {
  const { state, message } = props.deployment;
  const { t } = useTexts();
  return (
    <li title={message ?? t(`hint.${state}`)}>
      {environmentLabel(props.deployment)} <StateBadge state={state} />
    </li>
  );
}

/** Environments in which the component is in the same state. */
function CountedState(props: { deployments: Deployments }) {
  const { deployments } = props;
  return (
    <li title={deployments.map(environmentLabel).join(', ')}>
      <StateBadge state={deployments[0].state} count={deployments.length} />
    </li>
  );
}

/** In the order of the first environment of each state. */
function groupByState(deployments: Deployments): Deployments[] {
  const groups = new Map<string, Deployments>();
  for (const deployment of deployments) {
    const { state } = deployment;
    groups.set(state, [...(groups.get(state) ?? []), deployment]);
  }
  return [...groups.values()];
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
