import { Button } from '@backstage/ui';
import type { ConfigurationVariable } from '@promenade/backstage-plugin-openchoreo-common';
import { DataTable } from '../catalog/DataTable';
import { EmptyText } from '../catalog/Overview';
import { Tag } from '../catalog/cells';
import { useTexts } from '../useTexts';
import styles from './configuration.module.css';

interface VariableActions {
  /** Whether changes are overrides of the environment, so that only overrides can be removed. */
  isOverride: boolean;
  /** Whether the reader may not change variables. */
  isDenied: boolean;
  onEdit: (variable: ConfigurationVariable) => void;
  onEditGroup: (variable: ConfigurationVariable) => void;
  onRemove: (variable: ConfigurationVariable) => void;
}

/** The environment variables of a container: value, where it comes from, and the buttons that change it. */
export function VariableTable(
  props: VariableActions & {
    variables: readonly ConfigurationVariable[];
    label: string;
  },
) {
  const { variables, label, ...actions } = props;
  const { t } = useTexts();
  if (variables.length === 0) {
    return <EmptyText>{t('configuration.none')}</EmptyText>;
  }
  return (
    <DataTable
      label={label}
      columns={[
        { id: 'name', label: t('configuration.name') },
        { id: 'value', label: t('configuration.value') },
        { id: 'source', label: t('configuration.source') },
        { id: 'actions', label: t('configuration.actions') },
      ]}
      rows={variables.map(variable => ({
        id: variable.key,
        cells: [
          <code key="name" className={styles.code}>
            {variable.key}
          </code>,
          <Value key="value" variable={variable} />,
          <Source key="source" variable={variable} />,
          <RowActions key="actions" variable={variable} {...actions} />,
        ],
      }))}
    />
  );
}

function Value(props: { variable: ConfigurationVariable }) {
  const { value, secret, problem } = props.variable;
  const { t } = useTexts();
  if (problem) return <span className={styles.problem}>{problem}</span>;
  if (secret !== undefined) {
    return (
      <span className={styles.secondary}>
        {t('configuration.secret', { location: secret })}
      </span>
    );
  }
  return value ? (
    <code className={styles.code}>{value}</code>
  ) : (
    <span className={styles.secondary}>{t('configuration.empty')}</span>
  );
}

function Source(props: { variable: ConfigurationVariable }) {
  const { group, isOverride, replaces } = props.variable;
  const { t } = useTexts();
  return (
    <>
      <span>
        {group
          ? t('configuration.fromGroup', { key: group.key, group: group.name })
          : t('configuration.fromComponent')}
      </span>
      {isOverride && <Tag>{t('configuration.override')}</Tag>}
      {replaces !== undefined && (
        <span className={styles.secondary}>
          {t('configuration.replaces', { value: replaces })}
        </span>
      )}
    </>
  );
}

function RowActions(
  props: VariableActions & { variable: ConfigurationVariable },
) {
  const { variable, isOverride, isDenied } = props;
  const { onEdit, onEditGroup, onRemove } = props;
  const { key, group } = variable;
  const { t } = useTexts();
  const canRemove = !isOverride || variable.isOverride;
  const overrides = isOverride && !variable.isOverride;
  return (
    <span className={styles.rowActions}>
      <Button
        size="small"
        variant="secondary"
        isDisabled={isDenied}
        aria-label={
          overrides
            ? t('configuration.overrideLabel', { name: key })
            : t('configuration.editLabel', { name: key })
        }
        onPress={() => onEdit(variable)}
      >
        {overrides
          ? t('configuration.overrideAction')
          : t('configuration.edit')}
      </Button>
      {group && (
        <Button
          size="small"
          variant="secondary"
          aria-label={t('configuration.editGroupLabel', {
            key: group.key,
            group: group.name,
          })}
          onPress={() => onEditGroup(variable)}
        >
          {t('configuration.editGroup')}
        </Button>
      )}
      {canRemove && (
        <Button
          size="small"
          variant="secondary"
          isDisabled={isDenied}
          aria-label={t('configuration.removeLabel', { name: key })}
          onPress={() => onRemove(variable)}
        >
          {t('configuration.remove')}
        </Button>
      )}
    </span>
  );
}
