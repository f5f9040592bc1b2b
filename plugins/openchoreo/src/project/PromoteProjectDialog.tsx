import { useState } from 'react';
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
  TextField,
} from '@backstage/ui';
import {
  verbs,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { LoadedPlan, planStyles, usePlan } from '../plan';
import { idempotencyKey } from '../promotion/idempotencyKey';
import { ErrorAlert, errorMessage, labelOf as nameOf } from '../text';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';
import type { OfferedComponent, PromotionOffer } from './promotionOffers';
import contrast from '../text/contrast.module.css';
import styles from './project.module.css';

/** Selects components of a project, shows the plan of each, and requests their promotion: all or nothing. */
export function PromoteProjectDialog(props: {
  project: Pick<ComponentRef, 'organization' | 'project'>;
  offer: PromotionOffer;
  isProduction: boolean;
  labelOf: (environment: string) => string;
  onClose: () => void;
  onRequested: () => void;
}) {
  const { project, offer, isProduction, labelOf, onClose, onRequested } = props;
  const { edge, components, possible } = offer;
  const { from, to } = edge;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const { pending, error, run } = useMutation();
  const [{ selected, key }, setSelection] = useState(() => select(possible));
  const [reason, setReason] = useState('');
  const environment = labelOf(to);
  const promote = async () => {
    const isDone = await run(async () => {
      await api.request(verbs.promoteProject, {
        ...project,
        from,
        to,
        components: [...selected],
        reason: reason.trim() || undefined,
        idempotencyKey: key,
      });
    });
    if (!isDone) return;
    onRequested();
    onClose();
  };
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={640}>
      <DialogHeader>{t('project.promote', { environment })}</DialogHeader>
      <DialogBody className={contrast.surface}>
        <div className={planStyles.body}>
          {isProduction && <Text weight="bold">{t('confirm.production')}</Text>}
          <Text as="p">{t('project.together')}</Text>
          <CheckboxGroup
            label={t('catalog.components')}
            value={[...selected]}
            onChange={names => setSelection(select(names))}
          >
            {components.map(offered => (
              <ComponentChoice
                key={offered.component.name}
                offered={offered}
                source={labelOf(from)}
              />
            ))}
          </CheckboxGroup>
          {components
            .filter(({ component }) => selected.includes(component.name))
            .map(({ component }) => (
              <ComponentPlan
                key={component.name}
                component={{ ...project, component: component.name }}
                label={nameOf(component)}
                from={from}
                to={to}
                labelOf={labelOf}
              />
            ))}
          <TextField
            label={t('plan.reason')}
            secondaryLabel={t('plan.reasonOptional')}
            description={t('plan.reasonDescription')}
            value={reason}
            onChange={setReason}
            maxLength={1000}
          />
        </div>
      </DialogBody>
      <DialogFooter className={planStyles.footer}>
        {error && (
          <ErrorAlert
            title={t('plan.promoteFailed')}
            text={errorMessage(error)}
          />
        )}
        <Button variant="secondary" slot="close">
          {t('confirm.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={selected.length === 0}
          isPending={pending}
          onPress={promote}
        >
          {t('project.button', { count: selected.length, environment })}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** A retry must carry the same key. A promotion of other components must not. */
function select(names: readonly string[]) {
  return { selected: names, key: idempotencyKey() };
}

/** What changes for a component, or why it cannot be promoted. */
function ComponentChoice(props: { offered: OfferedComponent; source: string }) {
  const { component, from, to, blocked } = props.offered;
  const { t } = useTexts();
  const nameOfRelease = (release: OfferedComponent['from']) =>
    [release?.version, release?.short].filter(Boolean).join(' ');
  const text = () => {
    if (blocked) {
      return t(`project.blocked.${blocked}`, { environment: props.source });
    }
    return to
      ? t('project.replaces', {
          after: nameOfRelease(from),
          before: nameOfRelease(to),
        })
      : t('project.isNew', { after: nameOfRelease(from) });
  };
  return (
    <Checkbox value={component.name} isDisabled={blocked !== undefined}>
      {`${nameOf(component)} · ${text()}`}
    </Checkbox>
  );
}

/** The plan of one component, which is loaded when it is opened. */
function ComponentPlan(props: {
  component: ComponentRef;
  label: string;
  from: string;
  to: string;
  labelOf: (environment: string) => string;
}) {
  const { label, ...plan } = props;
  const { t } = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      className={styles.plan}
      onToggle={event => setIsOpen(event.currentTarget.open)}
    >
      <summary>{t('project.planOf', { component: label })}</summary>
      {isOpen && <OpenPlan {...plan} />}
    </details>
  );
}

function OpenPlan(props: {
  component: ComponentRef;
  from: string;
  to: string;
  labelOf: (environment: string) => string;
}) {
  const { component, from, to, labelOf } = props;
  const state = usePlan(component, { type: 'promotion', from, to });
  return (
    <div className={planStyles.body}>
      <LoadedPlan state={state} labelOf={labelOf} isProspective />
    </div>
  );
}
