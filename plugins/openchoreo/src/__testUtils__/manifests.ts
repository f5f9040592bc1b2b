import type {
  OperationOutput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';

const deployment = (tag: string, greeting: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: greeter-3f1a
  labels:
    app: greeter
    team: shop
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: main
          image: registry.test/shop/greeter:${tag}
          env:
            - name: GREETING
              value: ${greeting}
`;

/** The objects of an environment before and after the sample plan. */
export const sampleManifests: OperationOutput<typeof verbs.previewRelease> = {
  manifests: [
    {
      kind: 'Deployment',
      name: 'greeter-3f1a',
      change: 'changed',
      before: deployment('1.3.0', 'hidden value (a1b2c3d4)'),
      after: deployment('1.4.2', 'hidden value (e5f6a7b8)'),
    },
    {
      kind: 'HTTPRoute',
      name: 'greeter-rest-api',
      change: 'added',
      after: 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n',
    },
    {
      kind: 'Service',
      name: 'greeter',
      change: 'same',
      before: 'kind: Service\n',
      after: 'kind: Service\n',
    },
  ],
  problems: [],
};
