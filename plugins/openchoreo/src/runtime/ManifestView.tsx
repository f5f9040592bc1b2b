import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import {
  reads,
  type ComponentRef,
  type RuntimeResource,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { CopyButton, ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { useRequest, useStable } from '../useRequest';
import styles from './runtime.module.css';

/** An object of the Release as YAML, and its observed status. */
export function ManifestView(props: {
  component: ComponentRef;
  environment: string;
  resource: RuntimeResource;
}) {
  const { component, environment } = props;
  const { kind, name, namespace } = props.resource;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const input = useStable({ ...component, environment, kind, name, namespace });
  const { value, error, reload } = useRequest(
    useCallback(
      (signal: AbortSignal) =>
        api.request(reads.getRuntimeManifest, input, { signal }),
      [api, input],
    ),
  );
  if (error) {
    return (
      <ErrorAlert
        title={t('manifest.failed')}
        text={errorMessage(error)}
        action={{ label: t('runtime.retry'), onPress: reload }}
      />
    );
  }
  if (!value) {
    return (
      <>
        <VisuallyHidden role="status">{t('manifest.loading')}</VisuallyHidden>
        <Skeleton height={160} aria-hidden="true" />
      </>
    );
  }
  return (
    <>
      <Yaml
        title={t('manifest.declared')}
        text={value.manifest}
        copyName={t('manifest.copy', { name })}
      />
      <Text variant="body-small" color="secondary">
        {t('manifest.hidden')}
      </Text>
      {value.status && (
        <Yaml title={t('manifest.observed')} text={value.status} />
      )}
    </>
  );
}

function Yaml(props: { title: string; text: string; copyName?: string }) {
  const { title, text, copyName } = props;
  return (
    <section className={styles.yaml} aria-label={title}>
      <h3 className={styles.yamlTitle}>
        {title}
        {copyName && <CopyButton text={text} name={copyName} />}
      </h3>
      {/* Focusable, so that the keyboard can scroll it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles.code} tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}
