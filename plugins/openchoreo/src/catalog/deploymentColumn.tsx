import { useEffect, useState } from 'react';
import type { Entity } from '@backstage/catalog-model';
import type { TableColumn } from '@backstage/core-components';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  componentRefOf,
  type ComponentRef,
  type DeploymentList,
  type OpenChoreoApi,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { StateBadge } from '../state/StateBadge';
import { openChoreoTranslationRef } from '../translation';
import { useStable } from '../useRequest';
import { DeploymentLoader } from './DeploymentLoader';
import styles from './catalog.module.css';

type Deployments = DeploymentList['components'][number]['deployments'];

/** One loader for each client, so that all rows share its requests. */
const loaders = new WeakMap<OpenChoreoApi, DeploymentLoader>();

function loaderOf(api: OpenChoreoApi): DeploymentLoader {
  const existing = loaders.get(api);
  if (existing) return existing;
  const created = new DeploymentLoader(api);
  loaders.set(api, created);
  return created;
}

/**
 * A column for tables of entities, such as that of the catalog: the state of a component in each environment. The rows of a page share
 * one request.
 *
 * @public
 */
export function createDeploymentColumn<
  Row extends { entity: Entity },
>(): TableColumn<Row> {
  return {
    title: 'Environments',
    sorting: false,
    searchable: false,
    width: 'auto',
    render: ({ entity }) => <DeploymentStates entity={entity} />,
  };
}

function DeploymentStates(props: { entity: Entity }) {
  const component = componentRefOf(props.entity);
  return component ? <ComponentStates component={component} /> : null;
}

function ComponentStates(props: { component: ComponentRef }) {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const deployments = useDeployments(props.component);
  if (!deployments) return null;
  return (
    <ul className={styles.states}>
      {deployments.map(({ environment, displayName, state, message }) => (
        <li key={environment} title={message ?? t(`hint.${state}`)}>
          {displayName ?? environment} <StateBadge state={state} />
        </li>
      ))}
    </ul>
  );
}

/** The deployments of a component. Undefined while they are requested, and when they cannot be read. */
function useDeployments(ref: ComponentRef): Deployments | undefined {
  const api = useApi(openChoreoApiRef);
  const component = useStable(ref);
  const [deployments, setDeployments] = useState<Deployments>();
  useEffect(() => {
    let isCurrent = true;
    loaderOf(api)
      .load(component)
      .then(
        value => isCurrent && setDeployments(value),
        // The cell stays empty: the rest of the catalog is useful without it.
        () => isCurrent && setDeployments(undefined),
      );
    return () => {
      isCurrent = false;
    };
  }, [api, component]);
  return deployments;
}
