import { useState } from 'react';
import { TextField } from '@backstage/ui';
import {
  imageReferenceProblem,
  scheduleProblem,
  timeZoneProblem,
  verbs,
  type ComponentRef,
  type EnvironmentCard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ChangeDialog } from '../plan';
import { useTexts } from '../useTexts';

/** Changes what a component deploys to the first environment: its image, and its replicas or its schedule. */
export function ChangeComponentDialog(props: {
  component: ComponentRef;
  /** Type of the component, such as Service. */
  type: string;
  first: EnvironmentCard;
  onClose: () => void;
}) {
  const { component, type, first, onClose } = props;
  const { environment, release } = first;
  const { t } = useTexts();
  const current = release?.images.find(({ container }) => container === 'main');
  const [image, setImage] = useState(current?.image ?? '');
  const [replicas, setReplicas] = useState('');
  const [schedule, setSchedule] = useState('');
  const [timeZone, setTimeZone] = useState('');
  const isTask = type === 'ScheduledTask';
  const problems = {
    image: problemOf(imageReferenceProblem, image),
    replicas:
      replicas && !/^\d{1,4}$/.test(replicas)
        ? t('component.replicasProblem')
        : undefined,
    schedule: problemOf(scheduleProblem, schedule),
    timeZone: problemOf(timeZoneProblem, timeZone),
  };
  const wanted = {
    ...(image && image !== current?.image && { image }),
    ...(!isTask && replicas && { replicas: Number(replicas) }),
    ...(isTask && schedule && { schedule }),
    ...(isTask && timeZone && { timeZone }),
  };
  const isValid =
    Object.keys(wanted).length > 0 && !Object.values(problems).some(Boolean);
  return (
    <ChangeDialog
      title={t('component.changeTitle', { component: component.component })}
      verb={verbs.updateComponent}
      input={
        isValid
          ? { ...component, environment: environment.name, ...wanted }
          : undefined
      }
      isProduction={environment.isProduction}
      onClose={onClose}
    >
      <TextField
        label={t('component.image')}
        description={problems.image}
        isInvalid={problems.image !== undefined}
        value={image}
        onChange={setImage}
      />
      {!isTask && (
        <TextField
          label={t('component.replicas')}
          description={problems.replicas ?? t('component.unchanged')}
          isInvalid={problems.replicas !== undefined}
          inputMode="numeric"
          value={replicas}
          onChange={setReplicas}
        />
      )}
      {isTask && (
        <>
          <TextField
            label={t('component.schedule')}
            description={problems.schedule ?? t('component.unchanged')}
            isInvalid={problems.schedule !== undefined}
            value={schedule}
            onChange={setSchedule}
          />
          <TextField
            label={t('component.timeZone')}
            description={problems.timeZone ?? t('component.unchanged')}
            isInvalid={problems.timeZone !== undefined}
            value={timeZone}
            onChange={setTimeZone}
          />
        </>
      )}
    </ChangeDialog>
  );
}

/** The problem of a text that is not empty. */
function problemOf(
  rule: (text: string) => string | undefined,
  text: string,
): string | undefined {
  return text ? rule(text) : undefined;
}
