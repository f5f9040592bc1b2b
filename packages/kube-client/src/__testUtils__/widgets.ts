import { UnstructuredObject } from '../objects/KubeObject';
import { ResourceType } from '../objects/ResourceType';

/** A namespaced type for tests. */
export const widgetType: ResourceType = {
  group: 'shop.example.com',
  version: 'v1',
  kind: 'Widget',
  plural: 'widgets',
  scope: 'Namespaced',
};

/** Collection of widgets in {@link FakeApiServer}. */
export const widgets = 'shop.example.com/v1/widgets';

export function widget(
  name: string,
  fields: Record<string, unknown> & { namespace?: string; uid?: string } = {},
): UnstructuredObject {
  const { namespace = 'default', uid, ...rest } = fields;
  return {
    apiVersion: 'shop.example.com/v1',
    kind: 'Widget',
    metadata: { name, namespace, ...(uid ? { uid } : {}) },
    ...rest,
  };
}
