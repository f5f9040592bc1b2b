import { useCallback, useEffect } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Radio, RadioGroup } from '@backstage/ui';
import {
  deliveryOf,
  deliverySchema,
  type Delivery,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { useTexts } from '../useTexts';
import { useRequest } from '../useRequest';
import { defineFormField, type FieldProps } from './defineFormField';
import { parameterEntityRef, parameterName } from './entityRefs';
import { FieldMessage, type FieldStatus } from './FieldMessage';
import { RuleTextField } from './RuleTextField';
import { schemaProblem } from './schemaIssues';
import styles from './scaffolder.module.css';

const modes = ['apply', 'pull-request'] as const;
const parts = ['repository', 'branch', 'path'] as const;

type Part = (typeof parts)[number];

/** The relation of a component to its project. `RELATION_PART_OF` of `@backstage/catalog-model`. */
const partOf = 'partOf';

/** A delivery that may not be valid yet. */
const draftSchema = z.object({
  mode: z.enum(modes).optional(),
  repository: z.string().optional(),
  branch: z.string().optional(),
  path: z.string().optional(),
});

const optionsSchema = z.object({
  project: parameterName(
    'Name of the parameter with the project whose default applies. `project` by default.',
  ),
  component: parameterName(
    'Name of the parameter with the component whose project has the default, where there is no project. `component` by default.',
  ),
});

type DeliveryOptions = z.infer<typeof optionsSchema>;

/** How a change is delivered. Whatever is left out has the default of the project. */
function DeliveryField(props: FieldProps<Delivery, DeliveryOptions>) {
  const { label, description, isDisabled, isRequired, value, onChange } = props;
  const { t } = useTexts();
  const { value: defaults, error, loading } = useProjectDefaults(props);
  const isKnown = Boolean(defaults) || !loading;
  const mode = value?.mode ?? defaults?.mode ?? (isKnown ? 'apply' : undefined);
  const isMissing = isRequired && !value?.mode;
  useEffect(() => {
    if (isMissing && mode) onChange({ mode });
  }, [isMissing, mode, onChange]);
  const status = useDeliveryStatus({ ...defaults, ...value, mode });
  return (
    <div className={styles.group}>
      <RadioGroup
        label={label}
        description={description}
        isRequired={isRequired}
        isDisabled={isDisabled}
        value={mode ?? null}
        onChange={selected =>
          onChange({ ...value, mode: modes.find(each => each === selected) })
        }
      >
        {modes.map(each => (
          <Radio key={each} value={each}>
            {t(`delivery.mode.${each}`)}
          </Radio>
        ))}
      </RadioGroup>
      {mode === 'pull-request' && (
        <div className={styles.inputs}>
          {parts.map(part => (
            <RuleTextField
              key={part}
              label={t(`delivery.${part}`)}
              description={
                defaults?.[part] &&
                t('delivery.default', { value: defaults[part] })
              }
              isRequired={part === 'repository' && !defaults?.repository}
              isDisabled={isDisabled}
              value={value?.[part]}
              onChange={text =>
                onChange(withPart({ ...value, mode }, part, text))
              }
              rule={text => partProblem(part, text)}
            />
          ))}
        </div>
      )}
      <FieldMessage
        status={
          error ? { tone: 'warning', text: t('delivery.noDefaults') } : status
        }
      />
    </div>
  );
}

/** Sets a part of a delivery, or removes it. */
function withPart(
  delivery: Delivery,
  part: Part,
  text: string | undefined,
): Delivery {
  const { [part]: _, ...others } = delivery;
  return text ? { ...others, [part]: text } : others;
}

/** What will happen, in a sentence. */
function useDeliveryStatus(delivery: Delivery): FieldStatus {
  const { t } = useTexts();
  const { mode, repository, branch = 'main', path = '/' } = delivery;
  if (!mode) return { tone: 'info', text: t('field.loading') };
  if (mode === 'apply') return { tone: 'info', text: t('delivery.willApply') };
  return {
    tone: 'info',
    text: repository
      ? t('delivery.willOpen', { repository, branch, path })
      : t('delivery.needsRepository'),
  };
}

function partProblem(part: Part, text: string): string | undefined {
  return schemaProblem(deliverySchema.shape[part], text);
}

function deliveryProblem(delivery: Delivery): string | undefined {
  for (const part of parts) {
    const text = delivery[part];
    const problem = text && partProblem(part, text);
    if (problem) return `has an error: ${part} ${problem}`;
  }
  return undefined;
}

/** The default delivery of the project that the template is about. Its annotations are on the System entity. */
function useProjectDefaults(
  props: Pick<FieldProps<Delivery, DeliveryOptions>, 'options' | 'parameters'>,
) {
  const { project = 'project', component = 'component' } = props.options;
  const catalogApi = useApi(catalogApiRef);
  const projectRef = parameterEntityRef(props, project);
  const componentRef = parameterEntityRef(props, component);
  return useRequest(
    useCallback(async (): Promise<Delivery> => {
      const ref = projectRef ?? (await systemOf(componentRef));
      const system = ref ? await catalogApi.getEntityByRef(ref) : undefined;
      return deliveryOf(system?.metadata.annotations);

      async function systemOf(entityRef: string | undefined) {
        const entity = entityRef
          ? await catalogApi.getEntityByRef(entityRef)
          : undefined;
        return entity?.relations?.find(
          ({ type, targetRef }) =>
            type === partOf && targetRef.startsWith('system:'),
        )?.targetRef;
      }
    }, [catalogApi, projectRef, componentRef]),
  );
}

/** The form field `OpenChoreoDelivery`: whether a change is applied at once or committed with a pull request. */
export const deliveryField = defineFormField({
  name: 'OpenChoreoDelivery',
  value: draftSchema,
  options: optionsSchema,
  component: DeliveryField,
  problem: deliveryProblem,
});
