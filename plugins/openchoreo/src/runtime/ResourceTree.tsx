import type { RuntimeResource } from '@promenade/backstage-plugin-openchoreo-common';
import { stateColors } from '../state/StateBadge';
import { useTexts } from '../useTexts';
import { HealthIcon } from './HealthText';
import {
  podsBelow,
  resourceTrees,
  stateForHealth,
  type ResourceNode,
} from './resourceNodes';
import styles from './runtime.module.css';

interface TreeProps {
  /** The id of the selected object. */
  selected?: string;
  /** The element that shows the selected object. */
  panelId: string;
  onSelect: (resource: RuntimeResource) => void;
}

/** The objects of a Release as a tree, down to pods. Each opens in the panel. */
export function ResourceTree(
  props: TreeProps & { resources: readonly RuntimeResource[]; label: string },
) {
  const { resources, label, ...tree } = props;
  return (
    <ul className={styles.tree} aria-label={label}>
      {resourceTrees(resources).map(node => (
        <ResourceItem key={node.resource.id} node={node} {...tree} />
      ))}
    </ul>
  );
}

function ResourceItem(props: TreeProps & { node: ResourceNode }) {
  const { node, ...tree } = props;
  const { resource, children } = node;
  const { t } = useTexts();
  const { id, kind, name, health, message } = resource;
  const isSelected = id === tree.selected;
  const pods = podsBelow(node);
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        data-selected={isSelected || undefined}
        aria-expanded={isSelected}
        aria-controls={isSelected ? tree.panelId : undefined}
        onClick={() => tree.onSelect(resource)}
      >
        <HealthIcon health={health} />
        <span className={styles.identity}>
          <span className={styles.kind}>{kind}</span>{' '}
          <span className={styles.name}>{name}</span>
        </span>{' '}
        <span className={styles.health}>{t(`health.${health}`)}</span>{' '}
        {(pods.length > 0 || resource.pod || message) && (
          <span className={styles.details}>
            {pods.length > 0 && <PodDots pods={pods} />}{' '}
            {resource.pod && <Restarts pod={resource.pod} />}{' '}
            {message && <span className={styles.message}>{message}</span>}
          </span>
        )}
      </button>
      {children.length > 0 && (
        <ul className={styles.children}>
          {children.map(child => (
            <ResourceItem key={child.resource.id} node={child} {...tree} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** A dot for each pod, and in words how many are ready. */
function PodDots(props: { pods: readonly RuntimeResource[] }) {
  const { pods } = props;
  const { t } = useTexts();
  const ready = pods.filter(({ health }) => health === 'Healthy').length;
  return (
    <span className={styles.pods}>
      <span className={styles.dots} aria-hidden="true">
        {pods.map(({ id, health }) => (
          <span
            key={id}
            className={styles.dot}
            data-color={stateColors[stateForHealth[health]]}
          />
        ))}
      </span>
      {t('runtime.pods', { ready: String(ready), count: pods.length })}
    </span>
  );
}

function Restarts(props: { pod: NonNullable<RuntimeResource['pod']> }) {
  const { t } = useTexts();
  const count = props.pod.containers.reduce(
    (sum, { restarts }) => sum + restarts,
    0,
  );
  return count > 0 ? <span>{t('runtime.restarts', { count })}</span> : null;
}
