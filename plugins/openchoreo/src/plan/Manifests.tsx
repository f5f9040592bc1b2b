import { useCallback, useState } from 'react';
import { structuredPatch } from 'diff';
import { useApi } from '@backstage/frontend-plugin-api';
import { RiArrowRightSLine } from '@remixicon/react';
import { Alert, Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import {
  verbs,
  type ComponentRef,
  type OperationOutput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { useRequest, useStable } from '../useRequest';
import styles from './manifests.module.css';

/** A release whose objects are compared with those that an environment has now. */
export interface ManifestSubject {
  environment: string;
  /** Name of the artifact of the release. */
  artifact: string;
  /** Name of the promotion that brought an earlier revision. */
  revisionOf?: string;
}

type ManifestChange = OperationOutput<
  typeof verbs.previewRelease
>['manifests'][number];

/** Equal lines that are shown around a difference. */
const contextLines = 3;

/** The Kubernetes objects of an environment before and after a change. They are rendered when the section is opened. */
export function Manifests(props: {
  component: ComponentRef;
  subject: ManifestSubject;
}) {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className={styles.manifests}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary className={styles.summary}>
        <RiArrowRightSLine
          size={16}
          aria-hidden="true"
          className={styles.arrow}
        />
        {t('manifests.title')}
      </summary>
      {isOpen && <LoadedManifests {...props} />}
    </details>
  );
}

function LoadedManifests(props: {
  component: ComponentRef;
  subject: ManifestSubject;
}) {
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const input = useStable({ ...props.component, ...props.subject });
  const { value, error, reload } = useRequest(
    useCallback(
      (signal: AbortSignal) =>
        api.request(verbs.previewRelease, input, { signal }),
      [api, input],
    ),
  );
  if (error) {
    return (
      <ErrorAlert
        title={t('manifests.failed')}
        text={errorMessage(error)}
        action={{ label: t('plan.retry'), onPress: reload }}
      />
    );
  }
  if (!value) {
    return (
      <>
        <VisuallyHidden role="status">{t('manifests.loading')}</VisuallyHidden>
        <Skeleton height={40} aria-hidden="true" />
        <Skeleton height={40} aria-hidden="true" />
      </>
    );
  }
  const changed = value.manifests.filter(({ change }) => change !== 'same');
  const sameCount = value.manifests.length - changed.length;
  return (
    <>
      {value.problems.map(problem => (
        <Alert
          key={problem}
          status="warning"
          icon
          title={t('plan.warning')}
          description={problem}
        />
      ))}
      {changed.length > 0 && (
        <ul className={styles.objects}>
          {changed.map(manifest => (
            <li key={`${manifest.kind}/${manifest.namespace}/${manifest.name}`}>
              <ManifestDiff manifest={manifest} />
            </li>
          ))}
        </ul>
      )}
      {sameCount > 0 && (
        <Text variant="body-small" color="secondary">
          {t('manifests.same', { count: sameCount })}
        </Text>
      )}
    </>
  );
}

function ManifestDiff(props: { manifest: ManifestChange }) {
  const { kind, name, change } = props.manifest;
  const { t } = useTexts();
  return (
    <details className={styles.object}>
      <summary className={styles.summary}>
        <RiArrowRightSLine
          size={16}
          aria-hidden="true"
          className={styles.arrow}
        />
        <span className={styles.kind}>{kind}</span>
        <span className={styles.name}>{name}</span>
        <span className={styles.change}>{t(`manifests.change.${change}`)}</span>
      </summary>
      {/* Focusable, so that the keyboard can scroll it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles.diff} tabIndex={0}>
        {diffLines(props.manifest).map(({ sign, text }, index) => (
          <DiffLine key={index} sign={sign} text={text} />
        ))}
      </pre>
    </details>
  );
}

function DiffLine(props: { sign: string; text: string }) {
  const { sign, text } = props;
  switch (sign) {
    case '-':
      return <del>- {text}</del>;
    case '+':
      return <ins>+ {text}</ins>;
    default:
      return <span>{`${sign} ${text}`}</span>;
  }
}

/** The lines that differ, with some lines around them: sign `-` before, `+` after, space in both, `…` for what is left out. */
function diffLines({
  before = '',
  after = '',
}: ManifestChange): { sign: string; text: string }[] {
  const { hunks } = structuredPatch('', '', before, after, '', '', {
    context: contextLines,
  });
  return hunks.flatMap(({ lines, oldStart }) => [
    ...(oldStart > 1 ? [{ sign: '…', text: '' }] : []),
    ...lines
      .filter(line => !line.startsWith('\\'))
      .map(line => ({ sign: line.charAt(0), text: line.slice(1) })),
  ]);
}
