import type { CellConnection } from '@promenade/backstage-plugin-openchoreo-common';
import { EntityName } from '../catalog/EntityName';
import { useTexts } from '../useTexts';
import { endLabel } from './cellGraph';
import styles from './cell.module.css';

/** One end of a connection: a component with a link and its project, or the address that it calls. */
export function ConnectionEnd(props: {
  end: CellConnection['from'] | CellConnection['to'];
  /** The project of the cell, which is not named. */
  project: string;
}) {
  const { end, project } = props;
  const { t } = useTexts();
  if (!('component' in end)) return <>{textOf(end)}</>;
  const { entityRef } = end;
  return (
    <>
      {entityRef ? (
        <EntityName entityRef={entityRef} label={endLabel(end)} />
      ) : (
        <strong>{endLabel(end)}</strong>
      )}
      {end.project !== project && (
        <span className={styles.secondary}>
          {' '}
          {t('cell.of', { project: end.project })}
        </span>
      )}
    </>
  );
}

/** The name of an end of a connection, for sorting. */
export function textOf(
  end: CellConnection['from'] | CellConnection['to'],
): string {
  if ('component' in end) return endLabel(end);
  return end.kind === 'host' ? end.address : end.resource;
}
