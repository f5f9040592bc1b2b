import { manifestsYaml } from './manifests';

const workload = {
  apiVersion: 'openchoreo.dev/v1alpha1',
  kind: 'Workload',
  metadata: {
    name: 'alerts',
    namespace: 'acme',
    uid: '42',
    resourceVersion: '7',
    creationTimestamp: '2026-01-01T00:00:00Z',
    annotations: { 'openchoreo.dev/display-name': 'Alerts' },
  },
  spec: {
    containers: {
      main: {
        image: 'registry.test/alerts:1.0.0',
        env: [
          { key: 'TOKEN', value: 'hush' },
          { key: 'PLACE', valueFrom: { secretRef: { name: 'places' } } },
        ],
      },
    },
  },
  status: { conditions: [] },
};

describe('manifestsYaml', () => {
  it('has an object that can be applied, without the values of its variables', () => {
    expect(manifestsYaml([workload])).toBe(
      `apiVersion: openchoreo.dev/v1alpha1
kind: Workload
metadata:
  name: alerts
  namespace: acme
  annotations:
    openchoreo.dev/display-name: Alerts
spec:
  containers:
    main:
      image: registry.test/alerts:1.0.0
      env:
        - key: TOKEN
          value: (hidden)
        - key: PLACE
          valueFrom:
            secretRef:
              name: places
`,
    );
  });

  it('separates several objects', () => {
    expect(manifestsYaml([workload, workload]).split('---\n')).toHaveLength(2);
  });
});
