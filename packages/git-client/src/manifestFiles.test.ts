import {
  manifestPath,
  manifestText,
  updateManifestText,
} from './manifestFiles';

const workload = {
  apiVersion: 'openchoreo.dev/v1alpha1',
  kind: 'Workload',
  metadata: {
    namespace: 'acme',
    name: 'alerts',
    uid: '42',
    resourceVersion: '7',
    generation: 3,
    creationTimestamp: '2026-01-01T00:00:00Z',
    finalizers: ['openchoreo.dev/clean-up'],
    managedFields: [{ manager: 'promenade-backstage' }],
    annotations: {
      'openchoreo.dev/display-name': 'Alerts',
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
    },
  },
  spec: {
    owner: { projectName: 'tram', componentName: 'alerts' },
    containers: {
      main: {
        image: 'registry.test/alerts:1.0.0',
        env: [{ key: 'LOG_LEVEL', value: 'info' }],
      },
    },
  },
  status: { conditions: [] },
};

const withImage = (image: string) => ({
  ...workload,
  spec: {
    ...workload.spec,
    containers: { main: { ...workload.spec.containers.main, image } },
  },
});

const text = `apiVersion: openchoreo.dev/v1alpha1
kind: Workload
metadata:
  name: alerts
  namespace: acme
  annotations:
    openchoreo.dev/display-name: Alerts
spec:
  owner:
    projectName: tram
    componentName: alerts
  containers:
    main:
      image: registry.test/alerts:1.0.0
      env:
        - key: LOG_LEVEL
          value: info
`;

describe('manifestText', () => {
  it('has the desired state alone', () => {
    expect(manifestText(workload)).toBe(text);
  });
});

describe('updateManifestText', () => {
  it('changes nothing of a file that has the object', () => {
    const commented = `# Alerts of the tram\n${text}`;
    expect(updateManifestText(commented, workload)).toBe(commented);
  });

  it('changes only the lines that differ, and keeps the comments', () => {
    const commented = `# Alerts of the tram\n${text}`;
    expect(updateManifestText(commented, withImage('alerts:2'))).toBe(
      commented.replace('registry.test/alerts:1.0.0', 'alerts:2'),
    );
  });

  it('removes fields and adds others', () => {
    const existing = text
      .replace('        - key: LOG_LEVEL\n          value: info\n', '')
      .replace('      env:\n', '      command:\n        - old\n');
    expect(updateManifestText(existing, workload)).toBe(text);
  });

  it('removes a field that is named as a member of every object', () => {
    expect(updateManifestText(`${text}constructor: 1\n`, workload)).toBe(text);
  });

  it('replaces a file that is not a manifest', () => {
    expect(updateManifestText('- a list\n', workload)).toBe(text);
    expect(updateManifestText('{ broken', workload)).toBe(text);
  });
});

describe('manifestPath', () => {
  const object = (kind: string, namespace?: string, spec = {}) => ({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind,
    metadata: { name: 'one', namespace },
    spec,
  });

  it.each([
    [object('Project', 'acme'), 'clusters/acme/one/Project-one.yaml'],
    [object('Environment', 'acme'), 'clusters/acme/Environment-one.yaml'],
    [object('Organization'), 'clusters/Organization-one.yaml'],
    [
      object('Component', 'acme', { owner: { projectName: 'tram' } }),
      'clusters/acme/tram/Component-one.yaml',
    ],
  ])('is by organization and project', (value, path) => {
    expect(manifestPath(value, 'clusters/')).toBe(path);
  });

  it('is in the root without a folder', () => {
    expect(manifestPath(object('Organization'))).toBe('Organization-one.yaml');
  });
});
