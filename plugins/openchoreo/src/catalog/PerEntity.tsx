import { Fragment, type ReactNode } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';

/**
 * Content of an entity page, mounted again for another entity: the page itself stays mounted, and what was shown, opened or edited for
 * one entity must not be shown, or applied, on the page of another.
 */
export function PerEntity(props: { children: ReactNode }) {
  const { entity } = useEntity();
  return <Fragment key={stringifyEntityRef(entity)}>{props.children}</Fragment>;
}
