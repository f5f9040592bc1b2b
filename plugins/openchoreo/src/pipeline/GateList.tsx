import { Select, TextAreaField, TextField } from '@backstage/ui';
import {
  plainGateTypes,
  type PolicyGate,
} from '@promenade/backstage-plugin-openchoreo-common';
import { RowList } from '../scaffolder/RowList';
import { useRows } from '../scaffolder/useRows';
import { useTexts } from '../useTexts';
import styles from './pipeline.module.css';

const newGate: PolicyGate = { name: '', type: 'Healthy' };

const phases = ['Checking', 'Verifying', 'Progressing'] as const;

/** The quality gates of an edge, one a row. */
export function GateList(props: {
  gates: readonly PolicyGate[];
  onChange: (gates: PolicyGate[]) => void;
}) {
  const { gates, onChange } = props;
  const { t } = useTexts();
  const list = useRows(gates, next => onChange(next ?? []));
  return (
    <RowList
      label={t('pipeline.policy.gates')}
      description={t('pipeline.policy.gatesDescription')}
      isDisabled={false}
      list={list}
      nameOf={({ name }, index) =>
        name || t('pipeline.policy.gateNumber', { number: String(index + 1) })
      }
      newItem={newGate}
      addLabel={t('pipeline.policy.addGate')}
    >
      {(gate, index) => (
        <GateFields gate={gate} onChange={next => list.update(index, next)} />
      )}
    </RowList>
  );
}

function GateFields(props: {
  gate: PolicyGate;
  onChange: (gate: PolicyGate) => void;
}) {
  const { gate, onChange } = props;
  const { t } = useTexts();
  const change = (part: Partial<PolicyGate>) => onChange({ ...gate, ...part });
  // A gate of another type has settings that the form does not know.
  const plain = plainGateTypes.find(type => type === gate.type);
  const types = plain ? plainGateTypes : [gate.type];
  return (
    <div className={styles.path}>
      <TextField
        label={t('pipeline.policy.gateName')}
        value={gate.name}
        isDisabled={!plain}
        onChange={name => change({ name })}
      />
      <Select
        label={t('pipeline.policy.type')}
        options={types.map(type => ({
          value: type,
          label: t(`pipeline.policy.types.${type}`),
        }))}
        value={gate.type}
        isDisabled={!plain}
        onChange={key => {
          const type = plainGateTypes.find(each => each === key);
          if (type) change({ type });
        }}
      />
      <Select
        label={t('pipeline.policy.phase')}
        options={phases.map(phase => ({
          value: phase,
          label: t(`pipeline.policy.phases.${phase}`),
        }))}
        value={gate.phase ?? 'Checking'}
        onChange={key => {
          const phase = phases.find(each => each === key);
          if (phase) change({ phase });
        }}
      />
      {gate.type === 'Healthy' && (
        <TextField
          label={t('pipeline.policy.healthyFor')}
          placeholder="10m"
          value={gate.healthyFor ?? ''}
          onChange={healthyFor => change({ healthyFor })}
        />
      )}
      {gate.type === 'Manual' && (
        <TextAreaField
          label={t('pipeline.policy.checklist')}
          description={t('pipeline.policy.checklistDescription')}
          value={(gate.checklist ?? []).join('\n')}
          onChange={text =>
            change({ checklist: text ? text.split('\n') : undefined })
          }
        />
      )}
      <TextField
        label={t('pipeline.policy.timeout')}
        placeholder="10m"
        value={gate.timeout ?? ''}
        onChange={timeout => change({ timeout })}
      />
    </div>
  );
}
