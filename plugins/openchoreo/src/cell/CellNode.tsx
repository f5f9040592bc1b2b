import { stateColors, StateIcon } from '../state/StateBadge';
import { useTexts } from '../useTexts';
import type { CellNode as Node } from './cellGraph';
import type { Box } from './box';
import { fitText } from './fitText';
import styles from './cell.module.css';

const textStart = 14;
const iconSize = 14;

/** A component in the diagram of a cell: its name, and its state as icon, word and color. */
export function CellNode(props: {
  node: Node;
  box: Box;
  /** What screen readers say. */
  label: string;
  isSelected: boolean;
  isFaded: boolean;
  /** Whether the Tab key leads to it. */
  isTabStop: boolean;
  onOpen: () => void;
  onActive: (isActive: boolean) => void;
}) {
  const { node, box, label, isSelected, isFaded, isTabStop } = props;
  const { t } = useTexts();
  const { component } = node;
  const state = component?.state ?? 'Unknown';
  const { pods } = component ?? {};
  const word = component ? t(`state.${state}`) : t('cell.missing');
  const isPartial = pods && pods.total > 0 && state !== 'NotDeployed';
  const stateText = isPartial
    ? `${word} · ${t('cell.ready', {
        ready: String(pods.ready),
        total: String(pods.total),
      })}`
    : word;
  return (
    <g
      className={isFaded ? `${styles.node} ${styles.faded}` : styles.node}
      data-node={node.id}
      data-color={component ? stateColors[state] : 'neutral'}
      data-absent={!component || state === 'NotDeployed' || undefined}
      transform={`translate(${box.x} ${box.y})`}
      role="button"
      aria-label={label}
      aria-expanded={isSelected}
      tabIndex={isTabStop ? 0 : -1}
      onClick={props.onOpen}
      onFocus={() => props.onActive(true)}
      onBlur={() => props.onActive(false)}
      onPointerEnter={() => props.onActive(true)}
      onPointerLeave={() => props.onActive(false)}
    >
      <title>{node.label}</title>
      <rect
        className={styles.box}
        width={box.width}
        height={box.height}
        rx={8}
      />
      <rect
        className={styles.stripe}
        x={0}
        y={8}
        width={4}
        height={box.height - 16}
        rx={2}
      />
      <text className={styles.name} x={textStart} y={18}>
        {fitText(node.label, box.width - textStart - 12, 13)}
      </text>
      {component && (
        <g className={styles.icon} transform={`translate(${textStart} 24)`}>
          <StateIcon state={state} />
        </g>
      )}
      <text
        className={styles.state}
        x={component ? textStart + iconSize + 4 : textStart}
        y={35}
      >
        {fitText(stateText, box.width - textStart - iconSize - 16, 12)}
      </text>
    </g>
  );
}
