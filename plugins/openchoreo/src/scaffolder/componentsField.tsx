import { useCallback, useEffect, useId } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Checkbox, CheckboxGroup } from '@backstage/ui';
import {
  reads,
  type ComponentList,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { openChoreoApiRef } from '../api';
import { errorMessage, imageLabel } from '../text';
import { useTexts, type Translate } from '../useTexts';
import { useLatest } from '../useLatest';
import { useRequest } from '../useRequest';
import { defineFormField, type FieldProps } from './defineFormField';
import { parameterName, parameterText, useProjectReader } from './entityRefs';
import { FieldMessage, type FieldStatus } from './FieldMessage';
import styles from './scaffolder.module.css';

const optionsSchema = z.object({
  project: parameterName(
    'Name of the parameter with the project. `project` by default.',
  ),
  from: parameterName(
    'Name of the parameter with the environment to promote from. `from` by default.',
  ),
  to: parameterName(
    'Name of the parameter with the environment to promote to. `to` by default.',
  ),
});

type ComponentsOptions = z.infer<typeof optionsSchema>;

/** Selects components of a project that can be promoted. All of them at first. */
function ComponentsField(props: FieldProps<string[], ComponentsOptions>) {
  const { project = 'project', from = 'from', to = 'to' } = props.options;
  const { t } = useTexts();
  const messageId = useId();
  const entityRef = parameterText(props, project);
  const source = parameterText(props, from);
  const target = parameterText(props, to);
  if (entityRef && source && target) {
    return (
      <LoadedComponents
        key={`${entityRef} ${source} ${target}`}
        field={props}
        entityRef={entityRef}
        from={source}
        to={target}
      />
    );
  }
  return (
    <FieldMessage
      id={messageId}
      status={{ tone: 'info', text: t('components.missing') }}
    />
  );
}

function LoadedComponents(props: {
  field: FieldProps<string[]>;
  entityRef: string;
  from: string;
  to: string;
}) {
  const { field, entityRef, from, to } = props;
  const { label, description, isRequired, isDisabled, value, onChange } = field;
  const { t } = useTexts();
  const messageId = useId();
  const { value: list, error, loading, reload } = useComponents(entityRef);
  const offered = list?.components.map(component => ({
    component,
    blocked: blockedBy(component, from, t),
  }));
  const possible = offered?.flatMap(({ component, blocked }) =>
    blocked ? [] : [component.name],
  );
  const isKnown = possible !== undefined;
  // A string, because a list is another one at each rendering.
  const names = (possible ?? []).join(' ');
  const latest = useLatest({ value, onChange });
  // Only when the choices are others: what the user clears stays cleared.
  useEffect(() => {
    if (!isKnown) return;
    const { value: selected, onChange: select } = latest.current;
    const current = names ? names.split(' ') : [];
    // A form begins with an empty list.
    const kept = selected?.length
      ? selected.filter(name => current.includes(name))
      : current;
    if (kept.length !== selected?.length) {
      select(kept.length ? kept : undefined);
    }
  }, [isKnown, names, latest]);
  return (
    <div className={styles.field}>
      <CheckboxGroup
        label={label}
        description={description}
        isRequired={isRequired}
        isDisabled={isDisabled}
        aria-describedby={messageId}
        value={value ?? []}
        onChange={selected => onChange(selected.length ? selected : undefined)}
      >
        {(offered ?? []).map(({ component, blocked }) => (
          <Checkbox
            key={component.name}
            value={component.name}
            isDisabled={blocked !== undefined}
          >
            {[
              component.displayName ?? component.name,
              blocked ?? runsText(component, from, to, t),
            ].join(' · ')}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <FieldMessage
        id={messageId}
        status={statusOf(
          { error, possible, hasValue: Boolean(value?.length) },
          t,
        )}
      />
      {error && (
        <Button
          className={styles.retry}
          variant="secondary"
          isPending={loading}
          onPress={reload}
        >
          {t('field.retry')}
        </Button>
      )}
    </div>
  );
}

/** Reads the components of a project. */
function useComponents(entityRef: string) {
  const api = useApi(openChoreoApiRef);
  const readProject = useProjectReader();
  return useRequest(
    useCallback(
      async (signal: AbortSignal) =>
        api.request(reads.listComponents, await readProject(entityRef), {
          signal,
        }),
      [api, readProject, entityRef],
    ),
  );
}

type Component = ComponentList['components'][number];
function blockedBy(
  { environments }: Component,
  from: string,
  t: Translate,
): string | undefined {
  const source = environments.find(({ environment }) => environment === from);
  if (!source || source.state === 'NotDeployed') {
    return t('components.notDeployed', { environment: from });
  }
  return source.state === 'Ready'
    ? undefined
    : t('components.notReady', { environment: from });
}

/** What the component runs in both environments: `1.1.0 replaces 1.0.0`. */
function runsText(
  { environments }: Component,
  from: string,
  to: string,
  t: Translate,
): string {
  const imagesIn = (name: string) =>
    environments
      .find(({ environment }) => environment === name)
      ?.images.map(imageLabel)
      .join(', ');
  const after = imagesIn(from) ?? '';
  const before = imagesIn(to);
  if (!before) return t('components.isNew', { after, environment: to });
  return before === after
    ? t('components.same', { after })
    : t('components.replaces', { after, before });
}

function statusOf(
  {
    error,
    possible,
    hasValue,
  }: {
    error: Error | undefined;
    possible: readonly string[] | undefined;
    hasValue: boolean;
  },
  t: Translate,
): FieldStatus | undefined {
  if (error) return { tone: 'error', text: errorMessage(error) };
  if (!possible) return { tone: 'info', text: t('field.loading') };
  if (!possible.length) return { tone: 'warning', text: t('components.none') };
  return hasValue
    ? undefined
    : { tone: 'info', text: t('components.selectOne') };
}

/** The form field `OpenChoreoComponents`: the names of components of a project that are promoted together. */
export const componentsField = defineFormField({
  name: 'OpenChoreoComponents',
  value: z.array(z.string()),
  options: optionsSchema,
  component: ComponentsField,
});
