import { useState, type ReactNode } from 'react';
import { Button, Text } from '@backstage/ui';
import {
  verbs,
  type ComponentConfiguration,
  type ComponentRef,
  type ConfigurationVariable,
} from '@promenade/backstage-plugin-openchoreo-common';
import { EmptyText, OverviewCard } from '../catalog/Overview';
import type { DeniedReason } from '../permissions/useAllowedVerbs';
import { Facts } from '../text';
import { useTexts } from '../useTexts';
import { GroupValueDialog } from './GroupValueDialog';
import { RemoveVariableDialog } from './RemoveVariableDialog';
import { VariableDialog } from './VariableDialog';
import { VariableTable } from './VariableTable';
import type { VariableTarget } from './VariableTarget';
import styles from './configuration.module.css';

type OpenDialog =
  | { type: 'set'; container: string; variable?: ConfigurationVariable }
  | {
      type: 'remove' | 'group';
      container: string;
      variable: ConfigurationVariable;
    };

/** The variables of each container in an environment, what connections set, and the other overrides. */
export function EnvironmentConfiguration(props: {
  component: ComponentRef;
  configuration: ComponentConfiguration;
  /** Title of the environment. */
  label: string;
  deniedReason: DeniedReason;
  live: ReactNode;
}) {
  const { component, configuration, label, deniedReason } = props;
  const { live } = props;
  const { environment, isFirst, isProduction, containers } = configuration;
  const { t } = useTexts();
  const denied = deniedReason(verbs.updateComponent, environment);
  const [dialog, setDialog] = useState<OpenDialog>();
  const close = () => setDialog(undefined);
  if (containers.length === 0) {
    return (
      <OverviewCard title={t('configuration.variables')} headerActions={live}>
        <EmptyText>
          {t('configuration.notDeployed', { environment: label })}
        </EmptyText>
      </OverviewCard>
    );
  }
  const target = (container: string): VariableTarget => ({
    component,
    environment,
    label,
    isProduction,
    isOverride: !isFirst,
    container,
  });
  return (
    <>
      {containers.map(({ name, variables }, index) => (
        <OverviewCard
          key={name}
          title={
            containers.length === 1
              ? t('configuration.variables')
              : t('configuration.variablesOf', { container: name })
          }
          headerActions={index === 0 ? live : undefined}
        >
          <Text as="p" color="secondary">
            {isFirst
              ? t('configuration.firstText', { environment: label })
              : t('configuration.overrideText', { environment: label })}
          </Text>
          <VariableTable
            variables={variables}
            label={t('configuration.variablesOf', { container: name })}
            isOverride={!isFirst}
            isDenied={denied !== undefined}
            onEdit={variable =>
              setDialog({ type: 'set', container: name, variable })
            }
            onEditGroup={variable =>
              setDialog({ type: 'group', container: name, variable })
            }
            onRemove={variable =>
              setDialog({ type: 'remove', container: name, variable })
            }
          />
          <div className={styles.actions}>
            <Button
              variant="secondary"
              isDisabled={denied !== undefined}
              onPress={() => setDialog({ type: 'set', container: name })}
            >
              {t('configuration.add')}
            </Button>
            {denied && (
              <Text variant="body-small" color="secondary">
                {denied}
              </Text>
            )}
          </div>
        </OverviewCard>
      ))}
      <FurtherSettings configuration={configuration} />
      {dialog?.type === 'set' && (
        <VariableDialog
          target={target(dialog.container)}
          variable={dialog.variable}
          onClose={close}
        />
      )}
      {dialog?.type === 'remove' && (
        <RemoveVariableDialog
          target={target(dialog.container)}
          variable={dialog.variable}
          onClose={close}
        />
      )}
      {dialog?.type === 'group' && (
        <GroupValueDialog
          target={target(dialog.container)}
          variable={dialog.variable}
          onClose={close}
        />
      )}
    </>
  );
}

/** What connections set, and the overrides that are no variables. Nothing when there is neither. */
function FurtherSettings(props: { configuration: ComponentConfiguration }) {
  const { connections, overrides } = props.configuration;
  const { t } = useTexts();
  const setting = connections.filter(({ variables }) => variables.length > 0);
  return (
    <>
      {setting.length > 0 && (
        <OverviewCard title={t('configuration.connections')}>
          <Text as="p" color="secondary">
            {t('configuration.connectionsText')}
          </Text>
          <Facts
            facts={setting.map(({ name, variables }) => [
              name,
              <code key="variables" className={styles.code}>
                {variables.join(', ')}
              </code>,
            ])}
          />
        </OverviewCard>
      )}
      {overrides.length > 0 && (
        <OverviewCard title={t('configuration.overrides')}>
          <Facts facts={overrides.map(({ name, value }) => [name, value])} />
        </OverviewCard>
      )}
    </>
  );
}
