import {
  useCallback,
  useEffect,
  useId,
  useRef,
  type KeyboardEvent,
} from 'react';
import { Alert, Button, Text } from '@backstage/ui';
import type {
  ComponentRef,
  Runtime,
} from '@promenade/backstage-plugin-openchoreo-common';
import { useTexts } from '../useTexts';
import { ResourcePanel } from './ResourcePanel';
import { ResourceTree } from './ResourceTree';
import { useRuntimeSelection } from './useRuntimeSelection';
import contrast from '../text/contrast.module.css';
import styles from './runtime.module.css';

/** The objects of a component in an environment, the selected one, and why a container failed. */
export function RuntimeView(props: {
  component: ComponentRef;
  runtime: Runtime;
  label: string;
}) {
  const { component, runtime, label } = props;
  const { environment, dataPlane, resources, failure, podsProblem } = runtime;
  const { t } = useTexts();
  const panelId = useId();
  const tree = useRef<HTMLDivElement>(null);
  const [selection, select] = useRuntimeSelection();
  const failedPod = resources.find(
    ({ kind, name }) => kind === 'Pod' && name === failure?.pod,
  );
  const showFailure = useCallback(() => {
    if (!failedPod || !failure) return;
    const { container, previous } = failure;
    select({
      environment,
      object: failedPod.id,
      view: 'log',
      container,
      previous,
    });
  }, [environment, failedPod, failure, select]);
  useEffect(() => {
    if (selection.showsFailure) showFailure();
  }, [selection.showsFailure, showFailure]);
  const selected = resources.find(({ id }) => id === selection.object);
  const close = () => {
    select({ environment });
    tree.current
      ?.querySelector<HTMLElement>('button[aria-expanded="true"]')
      ?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isClosing = event.key === 'Escape' && !event.defaultPrevented;
    if (selected && isClosing) close();
  };
  return (
    <>
      <div className={styles.facts}>
        {runtime.release && (
          <span>{t('runtime.release', { release: runtime.release })}</span>
        )}
        {dataPlane && (
          <span>{t('runtime.dataPlane', { dataPlane: dataPlane.name })}</span>
        )}
        {dataPlane?.simulated && (
          <span className={styles.tag} title={t('board.simulatedMeaning')}>
            {t('runtime.simulated')}
          </span>
        )}
      </div>
      {podsProblem && (
        <Alert
          status="warning"
          icon
          title={t('runtime.podsProblem')}
          description={podsProblem}
        />
      )}
      {failure && failedPod && (
        <Alert
          status="warning"
          icon
          title={t('runtime.whyTitle')}
          description={
            <span className={styles.why}>
              {t('runtime.why', { pod: failure.pod })}
              <Button variant="secondary" size="small" onPress={showFailure}>
                {t('runtime.showLog')}
              </Button>
            </span>
          }
        />
      )}
      {/* Escape closes the panel, from the panel and from the tree. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className={styles.columns}
        data-open={selected !== undefined}
        onKeyDown={onKeyDown}
      >
        <div ref={tree} className={`${styles.surface} ${contrast.surface}`}>
          <ResourceTree
            resources={resources}
            label={t('runtime.tree', { environment: label })}
            selected={selected?.id}
            panelId={panelId}
            onSelect={({ id }) => select({ environment, object: id })}
          />
        </div>
        {selected ? (
          <ResourcePanel
            key={selected.id}
            id={panelId}
            component={component}
            environment={environment}
            resource={selected}
            failure={failure?.pod === selected.name ? failure : undefined}
            selection={selection}
            onSelect={select}
            onClose={close}
          />
        ) : (
          <Text color="secondary">{t('runtime.select')}</Text>
        )}
      </div>
    </>
  );
}
