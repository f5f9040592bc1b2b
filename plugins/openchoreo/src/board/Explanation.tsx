import { useCallback, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { RiArrowRightSLine } from '@remixicon/react';
import {
  reads,
  type ComponentExplanation,
  type ComponentRef,
  type DeploymentState,
  type ExplanationLink,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { stateColors, StateIcon } from '../state/StateBadge';
import { ErrorAlert, errorMessage, MessageText } from '../text';
import { useRequest } from '../useRequest';
import { useTexts } from '../useTexts';
import styles from './details.module.css';

type EnvironmentExplanation = ComponentExplanation['environments'][number];

/** States that have a cause, and something to do about it. */
const explainedStates: ReadonlySet<DeploymentState> = new Set([
  'Degraded',
  'Failed',
  'Waiting',
  'Unknown',
]);

const stateForStatus: Readonly<
  Record<ExplanationLink['status'], DeploymentState>
> = {
  ok: 'Ready',
  waiting: 'Waiting',
  failed: 'Failed',
  unknown: 'Unknown',
};

/** What is explained: a component in an environment. */
export interface ExplainedDeployment {
  component: ComponentRef;
  environment: string;
  state: DeploymentState;
  message?: string;
}

/**
 * Why a component is not ready in an environment, and what to do. It is read when it is opened, and again when the state changes.
 * Nothing in a state that needs no explanation.
 */
export function Explanation(props: { deployment: ExplainedDeployment }) {
  const { component, environment, state, message } = props.deployment;
  const { t } = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  if (!explainedStates.has(state)) return null;
  return (
    <details
      className={styles.details}
      onToggle={event => setIsOpen(event.currentTarget.open)}
    >
      <summary className={styles.summary}>
        <RiArrowRightSLine
          size={16}
          aria-hidden="true"
          className={styles.arrow}
        />
        {t('explanation.title')}
      </summary>
      {isOpen && (
        <LoadedExplanation
          key={`${state} ${message}`}
          component={component}
          environment={environment}
        />
      )}
    </details>
  );
}

function LoadedExplanation(props: {
  component: ComponentRef;
  environment: string;
}) {
  const { environment } = props;
  const { organization, project, component } = props.component;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const { value, error, reload } = useRequest(
    useCallback(
      (signal: AbortSignal) =>
        api.request(
          reads.explainComponent,
          { organization, project, component, environment },
          { signal },
        ),
      [api, organization, project, component, environment],
    ),
  );
  if (error) {
    return (
      <ErrorAlert
        title={t('explanation.failed')}
        text={errorMessage(error)}
        action={{ label: t('explanation.retry'), onPress: reload }}
      />
    );
  }
  const explanation = value?.environments[0];
  if (!explanation) {
    return (
      <Skeleton
        width="100%"
        height={80}
        aria-label={t('explanation.loading')}
      />
    );
  }
  return <Causes explanation={explanation} />;
}

function Causes(props: { explanation: EnvironmentExplanation }) {
  const { chain, nextSteps } = props.explanation;
  const { t } = useTexts();
  return (
    <>
      <ol className={styles.objects}>
        {chain.map(({ kind, name, status, message }) => (
          <li key={`${kind}/${name}`} className={styles.object}>
            <span
              className={styles.icon}
              data-color={stateColors[stateForStatus[status]]}
            >
              <StateIcon state={stateForStatus[status]} />
            </span>
            <span className={styles.identity}>
              <span className={styles.kind}>{kind}</span>{' '}
              <span className={styles.name}>{name}</span>
            </span>
            <span className={styles.health}>
              {t(`state.${stateForStatus[status]}`)}
            </span>
            <span className={styles.message}>
              <MessageText text={message} />
            </span>
          </li>
        ))}
      </ol>
      <h4 className={styles.stepsTitle}>{t('explanation.steps')}</h4>
      {nextSteps.length === 0 ? (
        <Text as="p">{t('explanation.noSteps')}</Text>
      ) : (
        <ol className={styles.steps}>
          {nextSteps.map(({ message }) => (
            <li key={message}>
              <MessageText text={message} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
