import type { ApiClient, Answer } from './api-client';
import { waitFor } from './test-server';

/** A CustomResourceDefinition that uses most of its features. */
export const widgetDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: {
      plural: 'widgets',
      kind: 'Widget',
      shortNames: ['wd'],
      categories: ['all'],
    },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: {
          status: {},
          scale: {
            specReplicasPath: '.spec.replicas',
            statusReplicasPath: '.status.replicas',
          },
        },
        additionalPrinterColumns: [
          { name: 'Colour', type: 'string', jsonPath: '.spec.colour' },
          {
            name: 'Replicas',
            type: 'integer',
            jsonPath: '.spec.replicas',
            priority: 1,
          },
          {
            name: 'Age',
            type: 'date',
            jsonPath: '.metadata.creationTimestamp',
          },
        ],
        selectableFields: [{ jsonPath: '.spec.colour' }],
        schema: {
          openAPIV3Schema: {
            type: 'object',
            required: ['spec'],
            properties: {
              spec: {
                type: 'object',
                required: ['colour'],
                properties: {
                  colour: { type: 'string', enum: ['red', 'blue'] },
                  replicas: { type: 'integer', default: 1, minimum: 0 },
                },
              },
              status: {
                type: 'object',
                properties: {
                  phase: { type: 'string' },
                  replicas: { type: 'integer' },
                },
              },
            },
          },
        },
      },
    ],
  },
};

export const definitions =
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
export const widgets = '/apis/example.com/v1/namespaces/default/widgets';

/** A widget without defaults. */
export function widget(name: string, spec: object = { colour: 'red' }) {
  return {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name },
    spec,
  };
}

/** Installs the CustomResourceDefinition of widgets and waits until it is established. */
export async function installWidgets(client: ApiClient): Promise<Answer> {
  await client.post(definitions, widgetDefinition);
  return waitFor(
    () => client.get(widgets),
    answer => answer.code === 200,
  );
}
