import { useId, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Checkbox,
  CheckboxGroup,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
  TextAreaField,
} from '@backstage/ui';
import {
  verbs,
  type ComponentRef,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { GateList, LoadedPlan, Manifests, planStyles, usePlan } from '../plan';
import { ErrorAlert, errorMessage, releaseText } from '../text';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';
import { Approvals } from './Approvals';
import { Requester } from './Requester';
import contrast from '../text/contrast.module.css';

/** Whether the caller can decide, or why not. */
export interface Decidability {
  enabled: boolean;
  reason?: string;
}

const maxCommentLength = 1000;

/**
 * A promotion that awaits approval: who asked and why, what changes, the gates, the approvals so far. Approve and Reject are
 * the two buttons.
 */
export function ReviewDialog(props: {
  component: ComponentRef;
  promotion: PromotionView;
  /** Shown where several components are listed. */
  componentLabel: string;
  approve: Decidability;
  reject: Decidability;
  labelOf: (environment: string) => string;
  onClose: () => void;
}) {
  const { component, promotion, componentLabel, approve, reject } = props;
  const { labelOf, onClose } = props;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const planState = usePlan(component, {
    type: 'requestedPromotion',
    name: promotion.name,
  });
  const { pending, error, run } = useMutation();
  const [comment, setComment] = useState('');
  const [confirmed, setConfirmed] = useState<string[]>([]);
  const [decision, setDecision] = useState<'Approve' | 'Reject'>();
  const [isCommentMissing, setCommentMissing] = useState(false);
  const reasonId = useId();

  const { name, artifact, release, gates, phase } = promotion;
  const environment = labelOf(promotion.to);
  const checklist = promotion.requiredApproval?.checklist ?? [];
  const isDecided = phase !== 'AwaitingApproval';
  const isConfirmed = checklist.every(item => confirmed.includes(item));
  const disabledReasons = isDecided
    ? [t('review.decided')]
    : [
        approve.enabled ? undefined : approve.reason ?? t('action.notPossible'),
        reject.enabled ? undefined : reject.reason ?? t('action.notPossible'),
        approve.enabled && !isConfirmed ? t('review.confirmFirst') : undefined,
      ].filter(reason => reason !== undefined);

  const decide = async (
    kind: 'Approve' | 'Reject',
    request: () => Promise<unknown>,
  ) => {
    setDecision(kind);
    const succeeded = await run(async () => {
      await request();
    });
    if (succeeded) onClose();
  };
  const approvePromotion = () =>
    decide('Approve', () =>
      api.request(verbs.approvePromotion, {
        ...component,
        name,
        artifact,
        comment: comment.trim() || undefined,
        confirmed: checklist.length > 0 ? confirmed : undefined,
      }),
    );
  const rejectPromotion = () => {
    if (!comment.trim()) {
      setCommentMissing(true);
      return;
    }
    decide('Reject', () =>
      api.request(verbs.rejectPromotion, {
        ...component,
        name,
        comment: comment.trim(),
      }),
    );
  };

  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={680}>
      <DialogHeader>
        {t('review.title', {
          component: componentLabel,
          release: release ? releaseText(release) : t('promotion.anyRelease'),
          environment,
        })}
      </DialogHeader>
      <DialogBody className={contrast.surface}>
        <div className={planStyles.body}>
          <Requester promotion={promotion} />
          <LoadedPlan
            state={planState}
            labelOf={labelOf}
            isProspective={false}
          />
          {artifact && (
            <Manifests
              component={component}
              subject={{ environment: promotion.to, artifact }}
            />
          )}
          {gates.length > 0 && (
            <Section title={t('gate.list')}>
              <GateList gates={gates} />
            </Section>
          )}
          <Section title={t('review.approvals')}>
            <Approvals promotion={promotion} />
          </Section>
          {checklist.length > 0 && (
            <CheckboxGroup
              label={t('review.checklist')}
              value={confirmed}
              onChange={setConfirmed}
            >
              {checklist.map(item => (
                <Checkbox key={item} value={item}>
                  {item}
                </Checkbox>
              ))}
            </CheckboxGroup>
          )}
          <TextAreaField
            label={t('review.comment')}
            secondaryLabel={t('review.commentOptional')}
            value={comment}
            onChange={value => {
              setComment(value);
              setCommentMissing(false);
            }}
            isInvalid={isCommentMissing}
            description={
              isCommentMissing ? t('review.commentMissing') : undefined
            }
            maxLength={maxCommentLength}
            rows={2}
          />
        </div>
      </DialogBody>
      <DialogFooter className={planStyles.footer}>
        {error && (
          <ErrorAlert
            title={t(`review.failed.${decision ?? 'Approve'}`)}
            text={errorMessage(error)}
          />
        )}
        {disabledReasons.length > 0 && (
          <Text
            id={reasonId}
            variant="body-small"
            color="secondary"
            className={planStyles.footerReason}
          >
            {[...new Set(disabledReasons)].join(' ')}
          </Text>
        )}
        <Button variant="secondary" slot="close">
          {t('review.close')}
        </Button>
        <Button
          variant="secondary"
          destructive
          isDisabled={isDecided || !reject.enabled}
          isPending={pending && decision === 'Reject'}
          aria-describedby={reasonId}
          onPress={rejectPromotion}
        >
          {t('review.reject', { environment })}
        </Button>
        <Button
          variant="primary"
          isDisabled={isDecided || !approve.enabled || !isConfirmed}
          isPending={pending && decision === 'Approve'}
          aria-describedby={reasonId}
          onPress={approvePromotion}
        >
          {t('review.approve', {
            release: release?.short ?? t('promotion.anyRelease'),
            environment,
          })}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function Section(props: { title: string; children: React.ReactNode }) {
  return (
    <section className={planStyles.plan}>
      <Text as="h3" variant="body-medium" weight="bold">
        {props.title}
      </Text>
      {props.children}
    </section>
  );
}
