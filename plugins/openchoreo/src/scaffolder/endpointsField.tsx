import { Select } from '@backstage/ui';
import {
  basePathProblem,
  nameProblem,
  portProblem,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { useTexts } from '../useTexts';
import { defineFormField, type FieldProps } from './defineFormField';
import { RuleNumberField } from './numberField';
import { RowList } from './RowList';
import { RuleTextField } from './RuleTextField';
import { itemIssues, listProblem, type ItemIssue } from './schemaIssues';
import { useRows } from './useRows';
import styles from './scaffolder.module.css';

const { endpoints, endpointType, exposure } = verbs.createComponent.input.shape;
const endpointTypes = endpointType.unwrap().options;
const exposures = exposure.unwrap().options;

/** An endpoint that may not be complete yet. */
const draftSchema = z.object({
  name: z.string().optional(),
  type: endpointType,
  port: z.number().optional(),
  basePath: z.string().optional(),
  exposure,
});

type Draft = z.infer<typeof draftSchema>;

const newEndpoint: Draft = { type: 'REST', exposure: 'Project' };

function EndpointsField(props: FieldProps<Draft[]>) {
  const { label, description, isDisabled, value, onChange } = props;
  const { t } = useTexts();
  const list = useRows(value, onChange);
  const issues = itemIssues(endpoints, value);
  return (
    <RowList
      label={label}
      description={description}
      isDisabled={isDisabled}
      list={list}
      nameOf={({ name }, index) =>
        name ?? t('endpoint.number', { number: String(index + 1) })
      }
      newItem={newEndpoint}
      addLabel={t('endpoint.add')}
    >
      {(endpoint, index) => (
        <EndpointRow
          endpoint={endpoint}
          issues={issues.filter(issue => issue.index === index)}
          isDisabled={isDisabled}
          onChange={next => list.update(index, next)}
        />
      )}
    </RowList>
  );
}

function EndpointRow(props: {
  endpoint: Draft;
  issues: readonly ItemIssue[];
  isDisabled: boolean;
  onChange: (endpoint: Draft) => void;
}) {
  const { endpoint, issues, isDisabled, onChange } = props;
  const { t } = useTexts();
  const problemOf = (field: keyof Draft) =>
    issues.find(issue => issue.field === field)?.problem;
  const hasPath = endpoint.type !== 'TCP' && endpoint.type !== 'UDP';
  const change = (part: Partial<Draft>) => onChange({ ...endpoint, ...part });
  return (
    <div className={styles.inputs}>
      <RuleTextField
        label={t('endpoint.name')}
        isRequired
        isDisabled={isDisabled}
        value={endpoint.name}
        onChange={name => change({ name })}
        rule={name => nameProblem(name) ?? problemOf('name')}
      />
      <Select
        label={t('endpoint.type')}
        isDisabled={isDisabled}
        options={endpointTypes.map(type => ({ id: type, label: type }))}
        value={endpoint.type ?? null}
        onChange={key =>
          change({ type: endpointTypes.find(type => type === key) })
        }
      />
      <RuleNumberField
        label={t('endpoint.port')}
        isRequired
        isDisabled={isDisabled}
        value={endpoint.port}
        onChange={port => change({ port })}
        rule={port => portProblem(port) ?? problemOf('port')}
      />
      {hasPath && (
        <RuleTextField
          label={t('endpoint.basePath')}
          isRequired={false}
          isDisabled={isDisabled}
          value={endpoint.basePath}
          onChange={basePath => change({ basePath })}
          rule={basePathProblem}
        />
      )}
      <Select
        label={t('endpoint.exposure')}
        isDisabled={isDisabled}
        options={exposures.map(each => ({
          id: each,
          label: t(`endpoint.exposedTo.${each}`),
        }))}
        value={endpoint.exposure ?? null}
        onChange={key =>
          change({ exposure: exposures.find(each => each === key) })
        }
      />
    </div>
  );
}

/** The form field `OpenChoreoEndpoints`: the endpoints of a component to create. */
export const endpointsField = defineFormField({
  name: 'OpenChoreoEndpoints',
  value: z.array(draftSchema),
  options: z.object({}),
  component: EndpointsField,
  problem: value => listProblem(endpoints, value),
});
