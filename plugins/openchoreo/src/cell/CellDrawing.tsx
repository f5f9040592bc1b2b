import { useTexts } from '../useTexts';
import {
  organizationGateway,
  publicGateway,
  type CellGraph,
} from './cellGraph';
import type { Box } from './box';
import type { CellLayout } from './cellLayout';
import { fitText } from './fitText';
import type { PlacedLink } from './placeLink';
import styles from './cell.module.css';

const corner = 36;
const arrowSize = 7;

/** What is behind the components: the edge of the cell with its gateways, the connections, and what is outside. */
export function CellDrawing(props: {
  graph: CellGraph;
  layout: CellLayout;
  /** The component whose connections are highlighted. */
  active?: string;
  /** Whether a node is faded, because it does not match the search. */
  isFaded: (id: string) => boolean;
}) {
  const { graph, layout, active, isFaded } = props;
  const isActive = ({ from, to }: PlacedLink) =>
    from === active || to === active;
  const isLinkFaded = (link: PlacedLink) =>
    isFaded(link.from) && isFaded(link.to);
  return (
    <>
      <path className={styles.edge} d={octagon(layout.cell)} />
      {[...layout.links]
        .sort((a, b) => Number(isActive(a)) - Number(isActive(b)))
        .map(link => (
          <Link
            key={link.id}
            link={link}
            isActive={isActive(link)}
            isFaded={isLinkFaded(link)}
          />
        ))}
      <Gateways layout={layout} />
      {graph.outside.map(({ id, label, detail }) => {
        const box = layout.boxes.get(id);
        return (
          box && (
            <g
              key={id}
              className={styles.outside}
              transform={`translate(${box.x} ${box.y})`}
            >
              <title>{detail ? `${label} (${detail})` : label}</title>
              <rect
                className={styles.box}
                width={box.width}
                height={box.height}
                rx={box.height / 2}
              />
              <text className={styles.name} x={16} y={detail ? 16 : 22}>
                {fitText(label, box.width - 28, 13)}
              </text>
              {detail && (
                <text className={styles.state} x={16} y={30}>
                  {fitText(detail, box.width - 28, 12)}
                </text>
              )}
            </g>
          )
        );
      })}
    </>
  );
}

function Link(props: {
  link: PlacedLink;
  isActive: boolean;
  isFaded: boolean;
}) {
  const { link, isActive, isFaded } = props;
  const { t } = useTexts();
  const { state, middle, end, from } = link;
  const word = t(`cell.connection.${state}`);
  const wordWidth = word.length * 7 + 8;
  return (
    <g
      className={isFaded ? `${styles.link} ${styles.faded}` : styles.link}
      data-state={state}
      data-active={isActive || undefined}
      data-gateway={
        from === publicGateway || from === organizationGateway || undefined
      }
    >
      <path d={link.path} />
      <polygon points={arrow(end)} />
      {state === 'Broken' && (
        <g className={styles.word}>
          <rect
            x={middle.x - wordWidth / 2}
            y={middle.y - 9}
            width={wordWidth}
            height={18}
            rx={4}
          />
          <text x={middle.x} y={middle.y + 4}>
            {word}
          </text>
        </g>
      )}
    </g>
  );
}

function arrow({ x, y, from }: PlacedLink['end']): string {
  const half = arrowSize / 2;
  switch (from) {
    case 'above':
      return `${x},${y} ${x - half},${y - arrowSize} ${x + half},${
        y - arrowSize
      }`;
    case 'right':
      return `${x},${y} ${x + arrowSize},${y - half} ${x + arrowSize},${
        y + half
      }`;
    default:
      return `${x},${y} ${x - arrowSize},${y - half} ${x - arrowSize},${
        y + half
      }`;
  }
}

const sides = ['north', 'west', 'east', 'south'] as const;

function Gateways(props: { layout: CellLayout }) {
  const { t } = useTexts();
  return (
    <>
      {sides.map(side => {
        const { x, y } = props.layout.gateways[side];
        const label = t(`cell.gateway.${side}`);
        const width = label.length * 7 + 24;
        const isUpright = side === 'west' || side === 'east';
        return (
          <g
            key={side}
            className={styles.gateway}
            transform={`translate(${x} ${y})${isUpright ? ' rotate(-90)' : ''}`}
          >
            <rect x={-width / 2} y={-13} width={width} height={26} rx={13} />
            <text>{label}</text>
          </g>
        );
      })}
    </>
  );
}

/** An octagon with rounded corners, as an SVG path. */
function octagon({ x, y, width, height }: Box): string {
  const c = Math.min(corner, width / 4, height / 4);
  const right = x + width;
  const bottom = y + height;
  const corners = [
    [x + c, y],
    [right - c, y],
    [right, y + c],
    [right, bottom - c],
    [right - c, bottom],
    [x + c, bottom],
    [x, bottom - c],
    [x, y + c],
  ];
  const towards = (
    [ax, ay]: number[],
    [bx, by]: number[],
    distance: number,
  ) => {
    const ratio = distance / Math.hypot(bx - ax, by - ay);
    return `${ax + (bx - ax) * ratio} ${ay + (by - ay) * ratio}`;
  };
  const rounding = c / 3;
  const parts = corners.map((point, index) => {
    const before = corners[(index + 7) % 8];
    const after = corners[(index + 1) % 8];
    return `${index ? 'L' : 'M'} ${towards(point, before, rounding)} Q ${
      point[0]
    } ${point[1]} ${towards(point, after, rounding)}`;
  });
  return `${parts.join(' ')} Z`;
}
