import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { defaultEntityPresentation } from '@backstage/plugin-catalog-react';
import {
  reads,
  type ReleaseRevision,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { openChoreoApiRef } from '../api';
import { LoadedPlan, requestPlan } from '../plan';
import { imageLabel } from '../text';
import { formatExact, useLocale } from '../time';
import { useTexts } from '../useTexts';
import { useRequest } from '../useRequest';
import { ChoiceField, type Choice } from './ChoiceField';
import { defineFormField, type FieldProps } from './defineFormField';
import { parameterName, parameterText, useComponentReader } from './entityRefs';
import styles from './scaffolder.module.css';

const optionsSchema = z.object({
  component: parameterName(
    'Name of the parameter with the component. `component` by default.',
  ),
  environment: parameterName(
    'Name of the parameter with the environment to roll back. `environment` by default.',
  ),
});

type ReleaseOptions = z.infer<typeof optionsSchema>;

/** Selects one of the releases that an environment has run, and shows what a rollback to it changes. */
function ReleaseField(props: FieldProps<string, ReleaseOptions>) {
  const { value, options } = props;
  const { component = 'component', environment = 'environment' } = options;
  const { t } = useTexts();
  const entityRef = parameterText(props, component);
  const environmentName = parameterText(props, environment);
  const load = useReleaseChoices(environmentName);
  return (
    <div className={styles.group}>
      <ChoiceField
        // The releases of another environment are other choices.
        key={environmentName}
        field={props}
        subject={environmentName && entityRef}
        missing={
          entityRef ? t('release.noEnvironment') : t('target.noComponent')
        }
        load={load}
        empty={t('release.none')}
      />
      {entityRef && environmentName && value && (
        <RollbackPlan
          key={`${entityRef} ${environmentName} ${value}`}
          entityRef={entityRef}
          environment={environmentName}
          artifact={value}
        />
      )}
    </div>
  );
}

function useReleaseChoices(environment: string | undefined) {
  const { t } = useTexts();
  const locale = useLocale();
  const api = useApi(openChoreoApiRef);
  const readComponent = useComponentReader();
  return useCallback(
    async (entityRef: string, signal: AbortSignal): Promise<Choice[]> => {
      const ref = await readComponent(entityRef);
      const { environments } = await api.request(
        reads.listReleases,
        { ...ref, environment },
        { signal },
      );
      return environments
        .filter(each => each.environment === environment)
        .flatMap(({ revisions }) => latestByArtifact(revisions))
        .map(({ artifact, release, since, by, canRollBack, reason }) => ({
          value: artifact,
          label:
            [release.version, release.short].filter(Boolean).join(' · ') ||
            artifact,
          description: [
            since &&
              t('release.since', {
                time: formatExact(Date.parse(since), locale),
              }),
            by && t('last.by', { person: personName(by) }),
            release.images.map(imageLabel).join(', '),
          ]
            .filter(Boolean)
            .join(' · '),
          blocked: canRollBack ? undefined : reason ?? t('action.notPossible'),
        }));
    },
    [api, readComponent, environment, t, locale],
  );
}

/** An environment may have run a release several times: the latest time that can be rolled back to, or else the latest. */
function latestByArtifact(
  revisions: readonly ReleaseRevision[],
): ReleaseRevision[] {
  const latest = new Map<string, ReleaseRevision>();
  for (const revision of revisions) {
    const known = latest.get(revision.artifact);
    if (!known || (revision.canRollBack && !known.canRollBack)) {
      latest.set(revision.artifact, revision);
    }
  }
  return [...latest.values()];
}

function personName(entityRef: string): string {
  return defaultEntityPresentation(entityRef, { defaultKind: 'user' })
    .primaryTitle;
}

function RollbackPlan(props: {
  entityRef: string;
  environment: string;
  artifact: string;
}) {
  const { entityRef, environment, artifact } = props;
  const api = useApi(openChoreoApiRef);
  const readComponent = useComponentReader();
  const state = useRequest(
    useCallback(
      async (signal: AbortSignal) => {
        const component = await readComponent(entityRef);
        const subject = { type: 'rollback', environment, artifact } as const;
        return requestPlan(api, component, subject, signal);
      },
      [api, readComponent, entityRef, environment, artifact],
    ),
  );
  return <LoadedPlan state={state} labelOf={name => name} isProspective />;
}

/** The form field `OpenChoreoRelease`: the name of the artifact of a release that an environment has run. */
export const releaseField = defineFormField({
  name: 'OpenChoreoRelease',
  value: z.string(),
  options: optionsSchema,
  component: ReleaseField,
});
