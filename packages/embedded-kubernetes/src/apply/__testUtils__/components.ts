import { StructuralSchema } from '../../schema/structural-schema';
import { KubeObject, ObjectMeta } from '../../api/types';
import { MergeableType } from '../server-side-apply';

const text: StructuralSchema = { type: 'string' };

/** A kind with every type of list and map. */
export const componentType: MergeableType = {
  group: 'demo.example.com',
  version: 'v1',
  kind: 'Component',
  subresources: { status: true },
  schema: {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          owner: text,
          replicas: { type: 'integer', default: 1 },
          tags: {
            type: 'array',
            items: text,
            'x-kubernetes-list-type': 'set',
          },
          args: { type: 'array', items: text },
          env: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['name'],
            items: {
              type: 'object',
              properties: { name: text, value: text },
            },
          },
          ports: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['port', 'protocol'],
            items: {
              type: 'object',
              properties: {
                port: { type: 'integer' },
                protocol: { type: 'string', default: 'TCP' },
                note: text,
              },
            },
          },
          limits: { type: 'object', additionalProperties: text },
          selector: {
            type: 'object',
            additionalProperties: text,
            'x-kubernetes-map-type': 'atomic',
          },
          free: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
      },
      status: { type: 'object', properties: { phase: text } },
    },
  },
};

/** A Component with this spec. */
export function component(spec: object, metadata: ObjectMeta = {}): KubeObject {
  return {
    apiVersion: 'demo.example.com/v1',
    kind: 'Component',
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec,
  };
}
