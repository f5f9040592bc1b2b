import type { ReactNode } from 'react';
import type { Entity } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  componentRefOf,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { useTexts } from '../useTexts';
import { EmptyState } from './BoardError';

/** A tab of the component of an entity, or what is wrong with an entity that names none. */
export function ComponentTab(props: {
  /** Finds the component of the entity. Default: for entities of components. */
  componentOf?: (entity: Entity) => ComponentRef | undefined;
  children: (component: ComponentRef) => ReactNode;
}) {
  const { componentOf = componentRefOf, children } = props;
  const { t } = useTexts();
  const { entity } = useEntity();
  const component = componentOf(entity);
  return component ? (
    <>{children(component)}</>
  ) : (
    <EmptyState title={t('problem.missing')} text={t('problem.missingText')} />
  );
}
