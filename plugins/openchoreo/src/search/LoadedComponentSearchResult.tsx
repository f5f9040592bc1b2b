import { useCallback } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { componentRefOf } from '@promenade/backstage-plugin-openchoreo-common';
import { ComponentStates } from '../catalog/ComponentStates';
import { useRequest } from '../useRequest';
import { readEntity } from './readEntity';
import type { SearchedEntity } from './SearchedEntity';
import styles from './search.module.css';

/** The title, the description and the states of a component. */
export function LoadedComponentSearchResult(props: { result: SearchedEntity }) {
  const { title, text, location } = props.result;
  const component = useComponent(props.result);
  return (
    <article className={styles.result} aria-label={title}>
      <h3 className={styles.title}>
        {/* As large as the titles of other results. */}
        <Link href={location} variant="title-x-small" weight="bold">
          {title}
        </Link>
      </h3>
      {text && (
        <Text as="p" color="secondary">
          {text}
        </Text>
      )}
      {component && <ComponentStates component={component} />}
    </article>
  );
}

/** The component of OpenChoreo that an entity is. Undefined until it is known, and for other entities. */
function useComponent({ kind, namespace, location }: SearchedEntity) {
  const catalog = useApi(catalogApiRef);
  const ref = entityRefOf({ kind, namespace, location });
  const { value } = useRequest(
    useCallback(async () => {
      const entity = ref && (await readEntity(catalog, ref));
      return entity ? componentRefOf(entity) : undefined;
    }, [catalog, ref]),
  );
  return value;
}

/** A document has no name. It is the last part of the path of the page. */
function entityRefOf({
  kind,
  namespace,
  location,
}: Pick<SearchedEntity, 'kind' | 'namespace' | 'location'>) {
  const name = location.split('/').filter(Boolean).at(-1);
  return kind && name
    ? stringifyEntityRef({ kind, namespace, name: decodeURIComponent(name) })
    : undefined;
}
