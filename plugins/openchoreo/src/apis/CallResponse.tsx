import { useEffect, useId, useRef } from 'react';
import { Text } from '@backstage/ui';
import type { CallResponse as Response } from '@promenade/backstage-plugin-openchoreo-common';
import { Tag } from '../catalog/cells';
import { CopyButton } from '../text';
import { useTexts } from '../useTexts';
import { formatBody } from './callRequest';
import styles from './apis.module.css';

/** The response of an endpoint. It gets the focus when it arrives. */
export function CallResponse(props: { response: Response }) {
  const { status, statusText, headers, body, durationMs, isTruncated } =
    props.response;
  const { t } = useTexts();
  const headingId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [props.response]);
  const text = body === undefined ? undefined : formatBody(body);
  return (
    <section className={styles.response} aria-labelledby={headingId}>
      <h4
        ref={heading}
        id={headingId}
        tabIndex={-1}
        className={styles.responseTitle}
      >
        {t('tryOut.response')}
        <Tag>{`${status} ${statusText}`.trim()}</Tag>
        <span className={styles.secondary}>
          {t('tryOut.duration', { milliseconds: String(durationMs) })}
        </span>
        {text && <CopyButton text={text} name={t('tryOut.responseName')} />}
      </h4>
      <details>
        <summary className={styles.summary}>
          {t('tryOut.responseHeaders', { count: headers.length })}
        </summary>
        <pre className={styles.code}>
          {headers.map(({ name, value }) => `${name}: ${value}\n`).join('')}
        </pre>
      </details>
      {text === undefined && (
        <Text color="secondary">{t('tryOut.notText')}</Text>
      )}
      {text && (
        // Focusable, so that the keyboard can scroll it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={styles.code} tabIndex={0}>
          {text}
        </pre>
      )}
      {isTruncated && <Text color="secondary">{t('tryOut.truncated')}</Text>}
    </section>
  );
}
