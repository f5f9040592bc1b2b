import { useCallback, useEffect, useId } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Checkbox } from '@backstage/ui';
import {
  reads,
  type ComponentList,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { openChoreoApiRef } from '../api';
import { errorMessage } from '../text';
import { useTexts, type Translate } from '../useTexts';
import { useLatest } from '../useLatest';
import { useRequest } from '../useRequest';
import { defineFormField, type FieldProps } from './defineFormField';
import {
  parameterName,
  parameterText,
  useComponentReader,
  useProjectReader,
} from './entityRefs';
import { FieldMessage, type FieldStatus } from './FieldMessage';
import styles from './scaffolder.module.css';

const optionsSchema = z.object({
  component: parameterName(
    'Name of the parameter with the component that is deleted. `component` by default.',
  ),
  project: parameterName(
    'Name of the parameter with the project that is deleted, in place of a component.',
  ),
});

type DeletionOptions = z.infer<typeof optionsSchema>;
type Components = ComponentList['components'];

/** Shows what is deleted, and asks for a confirmation of exactly that. */
function DeletionField(props: FieldProps<boolean, DeletionOptions>) {
  const { label, description, isDisabled, value, onChange, options } = props;
  const { component = 'component', project } = options;
  const { t } = useTexts();
  const headingId = useId();
  const messageId = useId();
  const entityRef = parameterText(props, project ?? component);
  const { value: components, error } = useDeleted(
    entityRef,
    project ? 'project' : 'component',
  );
  const latestOnChange = useLatest(onChange);
  // Another object needs a confirmation of its own.
  useEffect(() => {
    latestOnChange.current(undefined);
  }, [entityRef, latestOnChange]);
  return (
    <div className={styles.group}>
      {components && components.length > 0 && (
        <div className={styles.field}>
          <span id={headingId} className={styles.groupLabel}>
            {t('deletion.heading')}
          </span>
          <ul aria-labelledby={headingId} className={styles.deleted}>
            {components.map(each => (
              <li key={each.name}>{deletedText(each, t)}</li>
            ))}
          </ul>
        </div>
      )}
      <div className={styles.field}>
        <Checkbox
          isSelected={value ?? false}
          isDisabled={isDisabled || !components}
          aria-describedby={messageId}
          onChange={isSelected => onChange(isSelected || undefined)}
        >
          {label}
        </Checkbox>
        <FieldMessage
          id={messageId}
          status={statusOf({ entityRef, components, error }, description, t)}
        />
      </div>
    </div>
  );
}

/** Reads the components that are deleted with an entity. Undefined until one is selected. */
function useDeleted(
  entityRef: string | undefined,
  of: 'component' | 'project',
) {
  const api = useApi(openChoreoApiRef);
  const readComponent = useComponentReader();
  const readProject = useProjectReader();
  const read = useCallback(
    async (signal: AbortSignal): Promise<Components> => {
      if (!entityRef) return [];
      const ref =
        of === 'project'
          ? { ...(await readProject(entityRef)), component: undefined }
          : await readComponent(entityRef);
      const { organization, project, component } = ref;
      const { components } = await api.request(
        reads.listComponents,
        { organization, project },
        { signal },
      );
      return components.filter(
        ({ name }) => component === undefined || name === component,
      );
    },
    [api, readComponent, readProject, entityRef, of],
  );
  return useRequest(entityRef ? read : undefined);
}

/** Such as `Departures, which runs in development and staging`. */
function deletedText(
  { name, displayName = name, environments }: Components[number],
  t: Translate,
): string {
  const running = environments.filter(({ state }) => state !== 'NotDeployed');
  return running.length
    ? t('deletion.runsIn', {
        component: displayName,
        environments: running.map(({ environment }) => environment).join(', '),
      })
    : t('deletion.runsNowhere', { component: displayName });
}

function statusOf(
  {
    entityRef,
    components,
    error,
  }: {
    entityRef: string | undefined;
    components: Components | undefined;
    error: Error | undefined;
  },
  description: string | undefined,
  t: Translate,
): FieldStatus | undefined {
  if (!entityRef) return { tone: 'info', text: t('deletion.missing') };
  if (error) return { tone: 'error', text: errorMessage(error) };
  if (!components) return { tone: 'info', text: t('field.loading') };
  return description ? { tone: 'warning', text: description } : undefined;
}

/** The form field `OpenChoreoDeletion`: true when the user has confirmed what is deleted. */
export const deletionField = defineFormField({
  name: 'OpenChoreoDeletion',
  value: z.boolean(),
  options: optionsSchema,
  component: DeletionField,
});
