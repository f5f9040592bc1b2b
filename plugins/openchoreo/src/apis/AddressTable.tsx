import type {
  ApiPolicy,
  ComponentApi,
  ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { Endpoints } from '../board/Endpoints';
import { DeploymentCell, SimulatedTag } from '../catalog/cells';
import { DataTable } from '../catalog/DataTable';
import { EmptyText } from '../catalog/Overview';
import { labelOf } from '../text';
import { useTexts } from '../useTexts';
import styles from './apis.module.css';

/** The addresses of an API in each environment, with what the gateways ask of callers. */
export function AddressTable(props: {
  component: ComponentRef;
  api: ComponentApi;
}) {
  const { component } = props;
  const { name, type, deployments } = props.api;
  const { t } = useTexts();
  if (deployments.length === 0) {
    return <EmptyText>{t('apis.notDeployed')}</EmptyText>;
  }
  return (
    <DataTable
      label={t('apis.addressesOf', { name })}
      columns={[
        { id: 'environment', label: t('cell.environment') },
        { id: 'state', label: t('cell.column.state') },
        { id: 'addresses', label: t('apis.addresses') },
        { id: 'policies', label: t('apis.policies') },
      ]}
      rows={deployments.map(deployment => {
        const { environment, addresses, isSimulated } = deployment;
        return {
          id: environment,
          cells: [
            <>
              {labelOf({ ...deployment, name: environment })}{' '}
              {isSimulated && <SimulatedTag />}
            </>,
            <DeploymentCell
              key="state"
              deployment={deployment}
              explained={{ component, environment }}
            />,
            addresses.length > 0 ? (
              <Endpoints
                endpoints={addresses.map(({ visibility, url }) => ({
                  name,
                  type,
                  visibility,
                  url,
                }))}
              />
            ) : (
              t('apis.noAddress')
            ),
            <Policies key="policies" addresses={addresses} />,
          ],
        };
      })}
    />
  );
}

type Address = ComponentApi['deployments'][number]['addresses'][number];

/** The policies of the addresses. Those that all gateways enforce are shown once. */
function Policies(props: { addresses: readonly Address[] }) {
  const { t } = useTexts();
  const guarded = props.addresses.filter(
    ({ visibility }) => visibility !== 'project',
  );
  if (guarded.every(({ policies }) => policies.length === 0)) {
    return <>{t('apis.noPolicies')}</>;
  }
  const [first, ...others] = guarded;
  const isSame = others.every(
    ({ policies }) =>
      JSON.stringify(policies) === JSON.stringify(first.policies),
  );
  return isSame ? (
    <PolicyList policies={first.policies} />
  ) : (
    <>
      {guarded.map(({ visibility, url, policies }) => (
        <div key={url}>
          <span className={styles.secondary}>
            {t(`card.visibility.${visibility}`)}
          </span>
          {policies.length > 0 ? (
            <PolicyList policies={policies} />
          ) : (
            <div>{t('apis.noPolicies')}</div>
          )}
        </div>
      ))}
    </>
  );
}

function PolicyList(props: { policies: readonly ApiPolicy[] }) {
  const { t } = useTexts();
  return (
    <ul className={styles.policies}>
      {props.policies.map(({ type, text }) => (
        <li key={type}>
          <span className={styles.secondary}>{t(`apis.policy.${type}`)}</span>{' '}
          {text}
        </li>
      ))}
    </ul>
  );
}
