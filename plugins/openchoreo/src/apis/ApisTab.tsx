import type { Entity } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  openchoreoAnnotations,
  reads,
  type ComponentApi,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { EmptyState } from '../board/BoardError';
import { ComponentTab } from '../board/ComponentTab';
import { Overview } from '../catalog/Overview';
import { useTexts } from '../useTexts';
import { ApiCard } from './ApiCard';

/** The API tab of a component, and of an API: addresses with their policies, operations, and a form that sends requests. */
export function ApisTab() {
  const { t } = useTexts();
  const { entity } = useEntity();
  return (
    <ComponentTab componentOf={apiComponentOf}>
      {component => (
        <Overview
          title={t('apis.title')}
          read={reads.getApis}
          input={component}
        >
          {({ apis }, live) => {
            const shown = apis.filter(api => isOf(entity, api));
            return shown.length === 0 ? (
              <EmptyState
                title={t('apis.emptyTitle')}
                text={t('apis.emptyText')}
              />
            ) : (
              shown.map((api, index) => (
                <ApiCard
                  key={`${api.isStandalone} ${api.name}`}
                  component={component}
                  api={api}
                  isLinked={!isApi(entity)}
                  live={index === 0 ? live : undefined}
                />
              ))
            );
          }}
        </Overview>
      )}
    </ComponentTab>
  );
}

function isApi({ kind }: Entity): boolean {
  return kind.toLocaleLowerCase('en-US') === 'api';
}

/** The component of an entity, which is a component or one of its APIs. */
function apiComponentOf({ metadata }: Entity): ComponentRef | undefined {
  const { annotations = {} } = metadata;
  const organization = annotations[openchoreoAnnotations.organization];
  const project = annotations[openchoreoAnnotations.project];
  const component = annotations[openchoreoAnnotations.component];
  return organization && project && component
    ? { organization, project, component }
    : undefined;
}

/** Whether an API is the one of an entity. A component has all of its APIs. */
function isOf(entity: Entity, { name, isStandalone }: ComponentApi): boolean {
  if (!isApi(entity)) return true;
  const { annotations = {} } = entity.metadata;
  const { api, endpoint } = openchoreoAnnotations;
  return name === annotations[isStandalone ? api : endpoint];
}
