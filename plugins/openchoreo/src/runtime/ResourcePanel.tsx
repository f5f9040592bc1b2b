import { useEffect, useId, useRef } from 'react';
import {
  Box,
  ButtonIcon,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  Text,
} from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import type {
  ComponentRef,
  LogReference,
  RuntimeResource,
} from '@promenade/backstage-plugin-openchoreo-common';
import { CopyButton } from '../text';
import { useTexts } from '../useTexts';
import { ContainerList } from './ContainerList';
import { EventList } from './EventList';
import { LogView } from './LogView';
import { ManifestView } from './ManifestView';
import { HealthText } from './HealthText';
import {
  resourceViews,
  type ResourceView,
  type RuntimeSelection,
} from './useRuntimeSelection';
import contrast from '../text/contrast.module.css';
import styles from './runtime.module.css';

function viewsOf({ pod, owner }: RuntimeResource): readonly ResourceView[] {
  if (pod) return ['containers', 'log', 'events'];
  // The Release has no manifest of what a controller created.
  return owner ? ['events'] : ['manifest', 'events'];
}

/** An object beside the tree: containers and log of a pod, events, manifest. */
export function ResourcePanel(props: {
  id: string;
  component: ComponentRef;
  environment: string;
  resource: RuntimeResource;
  /** The log of this pod that says why it failed. */
  failure?: LogReference;
  selection: RuntimeSelection;
  onSelect: (selection: RuntimeSelection) => void;
  onClose: () => void;
}) {
  const { component, environment, resource, failure, selection } = props;
  const { onSelect, onClose } = props;
  const { t } = useTexts();
  const headingId = useId();
  const section = useRef<HTMLElement>(null);
  // Where there is no room beside the tree, the panel is below it.
  useEffect(() => {
    // Not returned: in new browsers it is a promise, which is no function that ends the effect.
    section.current?.scrollIntoView?.({ block: 'nearest' });
  }, []);
  const { kind, name, message, pod } = resource;
  const views = viewsOf(resource);
  const view =
    selection.view && views.includes(selection.view)
      ? selection.view
      : views[0];
  const show = (next: Omit<RuntimeSelection, 'environment' | 'object'>) =>
    onSelect({ environment, object: resource.id, ...next });
  const target = { component, environment, resource };
  return (
    <section
      ref={section}
      id={props.id}
      className={styles.panel}
      aria-labelledby={headingId}
    >
      <Box bg="neutral" className={`${styles.panelBody} ${contrast.surface}`}>
        <div className={styles.panelTop}>
          <h2 id={headingId} className={styles.heading}>
            <span className={styles.kind}>{kind}</span>{' '}
            <span className={styles.name}>{name}</span>
          </h2>
          <CopyButton text={name} name={t('runtime.copyName', { name })} />
          <HealthText health={resource.health} />
          <ButtonIcon
            className={styles.close}
            variant="tertiary"
            aria-label={t('runtime.close', { name })}
            icon={<RiCloseLine />}
            onPress={onClose}
          />
        </div>
        {message && <Text as="p">{message}</Text>}
        <Tabs
          selectedKey={view}
          onSelectionChange={key => {
            const next = resourceViews.find(each => each === key);
            if (next) show({ view: next });
          }}
        >
          <TabList aria-label={t('runtime.views', { name })}>
            {views.map(each => (
              <Tab key={each} id={each}>
                {t(`runtime.view.${each}`)}
              </Tab>
            ))}
          </TabList>
          {views.map(each => (
            <TabPanel key={each} id={each} className={styles.tabPanel}>
              {each === 'containers' && pod && (
                <ContainerList
                  pod={pod}
                  onShowLog={(container, previous) =>
                    show({ view: 'log', container, previous })
                  }
                />
              )}
              {each === 'log' && pod && (
                <LogView
                  {...target}
                  pod={pod}
                  container={selection.container}
                  previous={selection.previous ?? false}
                  failure={failure}
                  onChoose={(container, previous) =>
                    show({ view: 'log', container, previous })
                  }
                  onShowEvents={() => show({ view: 'events' })}
                />
              )}
              {each === 'events' && <EventList {...target} />}
              {each === 'manifest' && <ManifestView {...target} />}
            </TabPanel>
          ))}
        </Tabs>
      </Box>
    </section>
  );
}
