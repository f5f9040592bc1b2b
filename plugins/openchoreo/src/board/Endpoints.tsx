import { RiArrowRightUpLine } from '@remixicon/react';
import { Link } from '@backstage/ui';
import type { EndpointView } from '@promenade/backstage-plugin-openchoreo-common';
import { CopyButton } from '../text';
import { useTexts } from '../useTexts';
import { addressParts, isBrowsable } from './address';
import styles from './card.module.css';

/** The endpoints of a deployment. An address is a link only if a browser outside the project can open it. */
export function Endpoints(props: { endpoints: readonly EndpointView[] }) {
  const { t } = useTexts();
  if (props.endpoints.length === 0) return null;
  return (
    <ul className={styles.endpoints} aria-label={t('card.endpoints')}>
      {props.endpoints.map(({ name, url, visibility }) => (
        <li key={`${name} ${visibility} ${url}`} className={styles.endpoint}>
          {isReachable(visibility) && isBrowsable(url) ? (
            <Link
              href={url}
              target="_blank"
              rel="noopener noreferrer"
              title={url}
              className={styles.address}
            >
              <RiArrowRightUpLine size={14} aria-hidden="true" />
              <Address url={url} />
            </Link>
          ) : (
            <span className={styles.address} title={url}>
              <Address url={url} />
            </span>
          )}
          <span className={styles.secondary}>
            {t(`card.visibility.${visibility}`)}
          </span>
          <CopyButton
            text={url}
            name={t('card.copyEndpoint', {
              name,
              visibility: t(`card.visibility.${visibility}`),
            })}
          />
        </li>
      ))}
    </ul>
  );
}

/** Whether users of the portal may reach an endpoint. Endpoints of a project have cluster-internal addresses. */
function isReachable(visibility: EndpointView['visibility']): boolean {
  return visibility === 'public' || visibility === 'organization';
}

function Address(props: { url: string }) {
  const { host, path } = addressParts(props.url);
  return (
    <>
      <span className={styles.host}>{host}</span>
      <span className={styles.path}>{path}</span>
    </>
  );
}
