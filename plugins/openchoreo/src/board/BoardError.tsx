import { Button, Link, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import {
  entityRefOf,
  type ComponentRef,
  isResponseError,
} from '@promenade/backstage-plugin-openchoreo-common';
import { errorMessage } from '../text';
import { useTexts } from '../useTexts';
import styles from './board.module.css';

/** Shown instead of a page without content: what the page is for, and what to do. */
export function EmptyState(props: {
  title: string;
  text: string;
  link?: { label: string; href: string };
  children?: ReactNode;
}) {
  const { title, text, link, children } = props;
  return (
    <section className={styles.emptyState}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {title}
      </Text>
      <Text as="p">{text}</Text>
      {children}
      {link && (
        <Link href={link.href} standalone>
          {link.label}
        </Link>
      )}
    </section>
  );
}

/** Shown instead of the board of a component that was deleted. */
export function ComponentDeleted(props: { component: ComponentRef }) {
  const { organization, project, component } = props.component;
  const { t } = useTexts();
  const entityLink = useEntityRefLink();
  return (
    <EmptyState
      title={t('problem.deleted')}
      text={t('problem.deletedText', { component })}
      link={{
        label: t('problem.openProject', { project }),
        href: entityLink(
          entityRefOf({ type: 'project', organization, name: project }),
        ),
      }}
    />
  );
}

/** Why the board cannot be shown, and what to do. */
export function BoardError(props: {
  error: Error;
  component: ComponentRef;
  onRetry: () => void;
}) {
  const { error, component, onRetry } = props;
  const { t } = useTexts();
  const status = isResponseError(error) ? error.statusCode : undefined;
  const explain = () => {
    switch (status) {
      case 401:
      case 403:
        return [t('problem.forbidden'), t('problem.forbiddenText')];
      case 404:
        return [t('problem.notFound'), t('problem.notFoundText', component)];
      default:
        return [t('problem.unreachable'), t('problem.unreachableText')];
    }
  };
  const [title, text] = explain();
  return (
    <EmptyState title={title} text={text}>
      <div role="alert" className={styles.detail}>
        {errorMessage(error)}
      </div>
      <Button variant="secondary" onPress={onRetry}>
        {t('problem.retry')}
      </Button>
    </EmptyState>
  );
}
