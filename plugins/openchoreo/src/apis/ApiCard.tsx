import { useState, type ReactNode } from 'react';
import { Link, Text } from '@backstage/ui';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import type {
  ApiOperation,
  ComponentApi,
  ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { Tag } from '../catalog/cells';
import { EmptyText, OverviewCard, Section } from '../catalog/Overview';
import { useTexts } from '../useTexts';
import { AddressTable } from './AddressTable';
import { OperationTable } from './OperationTable';
import { TryOut } from './TryOut';
import styles from './apis.module.css';

/** An API of a component: its addresses, its operations, and a form that sends requests. */
export function ApiCard(props: {
  component: ComponentRef;
  api: ComponentApi;
  /** Whether to link to the entity of the API. */
  isLinked: boolean;
  /** Whether the data is current, for the header. */
  live: ReactNode;
}) {
  const { component, api, isLinked, live } = props;
  const { t } = useTexts();
  const entityLink = useEntityRefLink();
  const [operation, setOperation] = useState<ApiOperation>();
  const { name, type, version, port, className, definitionProblem } = api;
  return (
    <OverviewCard title={name} headerActions={live}>
      <div className={styles.facts}>
        <Tag>{type}</Tag>
        {version && <Tag>{version}</Tag>}
        {port !== undefined && (
          <Text color="secondary">{t('apis.port', { port: `${port}` })}</Text>
        )}
        {className && (
          <Text color="secondary">{t('apis.class', { className })}</Text>
        )}
        {isLinked && (
          <Link href={entityLink(api.entityRef)} standalone>
            {t(api.hasDefinition ? 'apis.definition' : 'apis.entity')}
          </Link>
        )}
      </div>
      <Section title={t('apis.addresses')}>
        <AddressTable component={component} api={api} />
      </Section>
      <Section title={t('apis.operations')}>
        {definitionProblem && <EmptyText>{definitionProblem}</EmptyText>}
        {api.operations.length > 0 ? (
          <OperationTable api={api} onTry={setOperation} />
        ) : (
          <EmptyText>
            {t(api.hasDefinition ? 'apis.noOperations' : 'apis.noDefinition')}
          </EmptyText>
        )}
      </Section>
      <Section title={t('tryOut.title')}>
        <TryOut component={component} api={api} operation={operation} />
      </Section>
    </OverviewCard>
  );
}
