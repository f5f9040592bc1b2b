import { Checkbox, Select } from '@backstage/ui';
import type { PromotionEdge } from '@promenade/backstage-plugin-openchoreo-common';
import { RowList } from '../scaffolder/RowList';
import { useRows } from '../scaffolder/useRows';
import { labelOf } from '../text';
import { useTexts } from '../useTexts';
import type { DraftPath } from './pipelineDraft';
import styles from './pipeline.module.css';

interface Environment {
  name: string;
  displayName?: string;
  isProduction: boolean;
}

const newPath: DraftPath = { requiresApproval: false };

/** The promotion paths, one a row: from, to, whether an approval is needed, and the quality gates that a policy adds. */
export function PathList(props: {
  paths: readonly DraftPath[];
  environments: readonly Environment[];
  /** The promotions of now. */
  edges: readonly PromotionEdge[];
  onChange: (paths: DraftPath[]) => void;
}) {
  const { paths, environments, edges, onChange } = props;
  const { t } = useTexts();
  const list = useRows(paths, next => onChange(next ?? []));
  const options = environments.map(environment => ({
    value: environment.name,
    label: environment.isProduction
      ? t('pipeline.productionChoice', { environment: labelOf(environment) })
      : labelOf(environment),
  }));
  return (
    <RowList
      label={t('pipeline.paths')}
      description={t('pipeline.pathsDescription')}
      isDisabled={false}
      list={list}
      nameOf={({ from, to }, index) =>
        from && to
          ? t('pipeline.path', { from, to })
          : t('pipeline.number', { number: String(index + 1) })
      }
      newItem={newPath}
      addLabel={t('pipeline.add')}
    >
      {(path, index) => (
        <>
          <div className={styles.path}>
            <Select
              label={t('pipeline.from')}
              options={options}
              value={path.from ?? null}
              onChange={key =>
                key !== null &&
                list.update(index, { ...path, from: String(key) })
              }
            />
            <Select
              label={t('pipeline.to')}
              options={options}
              value={path.to ?? null}
              onChange={key =>
                key !== null && list.update(index, { ...path, to: String(key) })
              }
            />
            <Checkbox
              isSelected={path.requiresApproval}
              onChange={requiresApproval =>
                list.update(index, { ...path, requiresApproval })
              }
            >
              {t('pipeline.approval')}
            </Checkbox>
          </div>
          <Gates
            edge={edges.find(
              ({ from, to }) => from === path.from && to === path.to,
            )}
          />
        </>
      )}
    </RowList>
  );
}

/** The quality gates of a promotion. They are declared in a PromotionPolicy and not in the pipeline. */
function Gates(props: { edge: PromotionEdge | undefined }) {
  const { gates = [] } = props.edge ?? {};
  const { t } = useTexts();
  if (gates.length === 0) return null;
  return (
    <p className={styles.secondary}>
      {t('pipeline.gates', {
        gates: gates.map(({ name, type }) => `${name} (${type})`).join(', '),
      })}
    </p>
  );
}
