import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Select,
  Skeleton,
  Text,
  TextField,
} from '@backstage/ui';
import {
  verbs,
  type ComponentRef,
  type ReleaseRevision,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { LoadedPlan, Manifests, planStyles, usePlan } from '../plan';
import { idempotencyKey } from '../promotion/idempotencyKey';
import { ErrorAlert, errorMessage } from '../text';
import { formatExact, useLocale } from '../time';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';
import { revisionKey } from './revisionKey';
import { useReleases } from './useReleases';
import contrast from '../text/contrast.module.css';

interface RollBackDialogProps {
  component: ComponentRef;
  environment: string;
  isProduction: boolean;
  /** The version of the deployment that was seen. */
  resourceVersion?: string;
  labelOf: (environment: string) => string;
  onClose: () => void;
  /** Called after the request was accepted. */
  onRequested?: () => void;
}

/** Selects an earlier revision of an environment, shows the plan of the rollback to it, and requests the rollback. */
export function RollBackDialog(
  props: RollBackDialogProps & {
    /** The revision that is selected first. Default: the newest possible one. */
    revision?: ReleaseRevision;
  },
) {
  const { component, environment, revision, labelOf, onClose } = props;
  const { t } = useTexts();
  const { value, error, reload } = useReleases(component, { environment });
  const revisions = value?.environments
    .find(each => each.environment === environment)
    ?.revisions.filter(each => each.canRollBack);
  const [selectedKey, setSelectedKey] = useState(
    revision && revisionKey(revision),
  );
  const choices =
    revision && !revisions?.some(each => isSame(each, revision))
      ? [revision, ...(revisions ?? [])]
      : revisions ?? [];
  const selected =
    choices.find(each => revisionKey(each) === selectedKey) ?? choices[0];
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={640}>
      <DialogHeader>
        {t('rollBack.title', { environment: labelOf(environment) })}
      </DialogHeader>
      {selected ? (
        <RollBackForm {...props} revision={selected}>
          <RevisionSelect
            choices={choices}
            selected={selected}
            onSelect={setSelectedKey}
          />
        </RollBackForm>
      ) : (
        <DialogBody>
          {error && (
            <ErrorAlert
              title={t('releases.failed')}
              text={errorMessage(error)}
              action={{ label: t('plan.retry'), onPress: reload }}
            />
          )}
          {!error && !value && <Skeleton height={56} />}
          {value && <Text>{t('rollBack.none')}</Text>}
        </DialogBody>
      )}
    </Dialog>
  );
}

function isSame(a: ReleaseRevision, b: ReleaseRevision): boolean {
  return revisionKey(a) === revisionKey(b);
}

function RevisionSelect(props: {
  choices: readonly ReleaseRevision[];
  selected: ReleaseRevision;
  onSelect: (key: string) => void;
}) {
  const { choices, selected, onSelect } = props;
  const { t } = useTexts();
  const locale = useLocale();
  const describe = ({ release, since }: ReleaseRevision) => {
    const name = [release.version, release.short].filter(Boolean).join(' · ');
    return since
      ? t('rollBack.choice', {
          release: name,
          time: formatExact(Date.parse(since), locale),
        })
      : name;
  };
  return (
    <Select
      label={t('rollBack.revision')}
      options={choices.map(each => ({
        value: revisionKey(each),
        label: describe(each),
      }))}
      value={revisionKey(selected)}
      onChange={key => key !== null && onSelect(String(key))}
    />
  );
}

function RollBackForm(
  props: RollBackDialogProps & {
    revision: ReleaseRevision;
    children: React.ReactNode;
  },
) {
  const { component, environment, revision, isProduction } = props;
  const { resourceVersion, labelOf, onClose, onRequested, children } = props;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const { artifact, promotion: revisionOf, release } = revision;
  const planState = usePlan(component, {
    type: 'rollback',
    environment,
    artifact,
    revisionOf,
  });
  const { value: plan, error: planError, loading } = planState;
  const { pending, error, run } = useMutation();
  const [reason, setReason] = useState('');
  const [isReasonMissing, setReasonMissing] = useState(false);
  const [key] = useState(idempotencyKey);
  const canRollBack =
    plan && plan.blockers.length === 0 && !planError && !loading;
  const rollBack = async () => {
    if (!reason.trim()) {
      setReasonMissing(true);
      return;
    }
    const succeeded = await run(async () => {
      await api.request(verbs.rollBackComponent, {
        ...component,
        environment,
        artifact,
        revisionOf,
        reason: reason.trim(),
        resourceVersion,
        // A retry must carry the same key. A rollback to another revision must not.
        idempotencyKey: `${key}-${release.short}`,
      });
    });
    if (!succeeded) return;
    onRequested?.();
    onClose();
  };
  return (
    <>
      <DialogBody className={contrast.surface}>
        <div className={planStyles.body}>
          {children}
          {isProduction && <Text weight="bold">{t('confirm.production')}</Text>}
          <LoadedPlan state={planState} labelOf={labelOf} isProspective />
          {plan && (
            <Manifests
              component={component}
              subject={{ environment, artifact, revisionOf }}
            />
          )}
          <TextField
            label={t('plan.reason')}
            description={
              isReasonMissing
                ? t('rollBack.reasonMissing')
                : t('plan.reasonDescription')
            }
            isRequired
            isInvalid={isReasonMissing}
            value={reason}
            onChange={value => {
              setReason(value);
              setReasonMissing(false);
            }}
            maxLength={1000}
          />
        </div>
      </DialogBody>
      <DialogFooter className={planStyles.footer}>
        {error && (
          <ErrorAlert title={t('rollBack.failed')} text={errorMessage(error)} />
        )}
        <Button variant="secondary" slot="close">
          {t('confirm.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!canRollBack}
          isPending={pending}
          onPress={rollBack}
        >
          {t('rollBack.button', {
            environment: labelOf(environment),
            release: release.short,
          })}
        </Button>
      </DialogFooter>
    </>
  );
}
