import { useState } from 'react';
import { Select } from '@backstage/ui';
import type {
  ApiOperation,
  ComponentApi,
  ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { EmptyText } from '../catalog/Overview';
import { labelOf } from '../text';
import { useTexts } from '../useTexts';
import { RequestForm, type CallTarget } from './RequestForm';
import styles from './apis.module.css';

/** A form that sends a request to an address of an API, by the backend or by a command for a terminal. */
export function TryOut(props: {
  component: ComponentRef;
  api: ComponentApi;
  /** The operation that the user has chosen to try. */
  operation?: ApiOperation;
}) {
  const { component, api, operation } = props;
  const { t } = useTexts();
  const [chosen, setChosen] = useState<string>();
  const targets = api.deployments.flatMap(deployment =>
    deployment.addresses
      .filter(({ visibility }) => visibility !== 'project')
      .map<CallTarget & { id: string; label: string }>(address => ({
        ...address,
        id: `${deployment.environment} ${address.visibility}`,
        environment: deployment.environment,
        label: t('tryOut.target', {
          environment: labelOf({
            ...deployment,
            name: deployment.environment,
          }),
          visibility: t(`card.visibility.${address.visibility}`),
        }),
      })),
  );
  const target = targets.find(({ id }) => id === chosen) ?? targets[0];
  if (!target) return <EmptyText>{t('tryOut.noAddress')}</EmptyText>;
  return (
    <div className={styles.form}>
      <div className={styles.row}>
        <Select
          className={styles.target}
          label={t('tryOut.sendTo')}
          options={targets.map(({ id, label }) => ({ id, label }))}
          value={target.id}
          onChange={key => key !== null && setChosen(String(key))}
        />
      </div>
      <RequestForm
        component={component}
        endpoint={api.name}
        target={target}
        operation={operation}
      />
    </div>
  );
}
