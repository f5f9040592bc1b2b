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

/** The state of a component in each environment. Components that are shown at the same time share one live answer. */
export function ComponentStates(props: { component: ComponentRef }) {
  const { t } = useTexts();
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
