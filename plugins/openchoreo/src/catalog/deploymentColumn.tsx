import type { Entity } from '@backstage/catalog-model';
import type { TableColumn } from '@backstage/core-components';
import { componentRefOf } from '@promenade/backstage-plugin-openchoreo-common';
import { ComponentStates } from './ComponentStates';

/**
 * A column for tables of entities, such as that of the catalog: the state of a component in each environment. The rows of a page share
 * one live answer.
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
