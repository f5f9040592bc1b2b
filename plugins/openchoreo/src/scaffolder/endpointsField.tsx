import { useId } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NumberField, Select } from '@backstage/ui';
import {
  basePathProblem,
  nameProblem,
  portProblem,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { openChoreoTranslationRef } from '../translation';
import { defineFormField, type FieldProps } from './defineFormField';
import { FieldMessage } from './FieldMessage';
import { RowList } from './RowList';
import { RuleTextField, useProblemText } from './RuleTextField';
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
  const { t } = useTranslationRef(openChoreoTranslationRef);
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
  const { t } = useTranslationRef(openChoreoTranslationRef);
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
      <PortField
        port={endpoint.port}
        problem={problemOf('port')}
        isDisabled={isDisabled}
        onChange={port => change({ port })}
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

function PortField(props: {
  port: number | undefined;
  problem: string | undefined;
  isDisabled: boolean;
  onChange: (port: number | undefined) => void;
}) {
  const { port, isDisabled, onChange } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const problemText = useProblemText();
  const messageId = useId();
  const label = t('endpoint.port');
  const problem =
    port === undefined ? undefined : portProblem(port) ?? props.problem;
  return (
    <div className={styles.field}>
      <NumberField
        label={label}
        isRequired
        isDisabled={isDisabled}
        isInvalid={problem !== undefined || undefined}
        validationBehavior="native"
        aria-describedby={messageId}
        value={port ?? NaN}
        onChange={next => onChange(Number.isNaN(next) ? undefined : next)}
      />
      <FieldMessage
        id={messageId}
        status={
          problem
            ? { tone: 'error', text: problemText(label, problem) }
            : undefined
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
