import {
  BuildPlane,
  buildKind,
  buildPlaneKind,
} from '@promenade/openchoreo-model';
import {
  renderPrerequisites,
  renderWorkflow,
  reservedParameters,
} from './render-workflow';

/** The Build of the sample `greeting-service` of OpenChoreo v0.3.2. */
function aBuild({ metadata = {}, spec = {} } = {}) {
  return buildKind.schema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'Build',
    metadata: {
      name: 'reading-list-service-build-01',
      namespace: 'default',
      uid: '0f1d',
      ...metadata,
    },
    spec: {
      owner: {
        componentName: 'reading-list-service',
        projectName: 'default',
      },
      repository: {
        appPath: '/service-go-greeter',
        revision: { branch: 'main' },
        url: 'https://github.com/openchoreo/sample-workloads',
      },
      templateRef: {
        name: 'docker',
        parameters: [
          { name: 'docker-context', value: '/service-go-greeter' },
          { name: 'dockerfile-path', value: '/service-go-greeter/Dockerfile' },
        ],
      },
      ...spec,
    },
  });
}

function aBuildPlane(spec: object = {}): BuildPlane {
  return buildPlaneKind.schema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'BuildPlane',
    metadata: { name: 'default', namespace: 'default' },
    spec,
  });
}

const labels = {
  'organization-name': 'default',
  'project-name': 'default',
  'component-name': 'reading-list-service',
  'build-name': 'reading-list-service-build-01',
  uuid: '0f1d',
  target: 'build',
};

const parametersOf = (
  build = aBuild(),
  buildPlane = aBuildPlane(),
): Record<string, string> => {
  const { spec } = renderWorkflow(build, buildPlane);
  const { parameters } = Object(spec?.arguments);
  return Object.fromEntries(
    parameters.map(({ name, value }: { name: string; value: string }) => [
      name,
      value,
    ]),
  );
};

const withRepository = (repository: object) => {
  const { spec } = aBuild();
  return aBuild({
    spec: { ...spec, repository: { ...spec.repository, ...repository } },
  });
};

describe('the Workflow of a build', () => {
  it('is that of OpenChoreo v0.3.2', () => {
    expect(renderWorkflow(aBuild(), aBuildPlane())).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Workflow',
      metadata: {
        name: 'reading-list-service-build-01-a008bd4a',
        namespace: 'openchoreo-ci-default',
        labels,
      },
      spec: {
        podMetadata: { labels },
        serviceAccountName: 'workflow-sa',
        workflowTemplateRef: { name: 'docker', clusterScope: true },
        arguments: {
          parameters: [
            { name: 'project-name', value: 'default' },
            { name: 'component-name', value: 'reading-list-service' },
            {
              name: 'git-repo',
              value: 'https://github.com/openchoreo/sample-workloads',
            },
            { name: 'app-path', value: '/service-go-greeter' },
            { name: 'image-name', value: 'default-reading-list-service' },
            { name: 'image-tag', value: 'default' },
            { name: 'commit', value: '' },
            { name: 'branch', value: 'main' },
            { name: 'docker-context', value: '/service-go-greeter' },
            {
              name: 'dockerfile-path',
              value: '/service-go-greeter/Dockerfile',
            },
          ],
        },
      },
    });
  });

  it.each([
    [{ branch: 'next' }, { branch: 'next', commit: '' }],
    [
      { branch: 'next', commit: 'abc' },
      { branch: '', commit: 'abc' },
    ],
    [{}, { branch: 'main', commit: '' }],
  ])('builds the revision %j as %j', (revision, expected) => {
    expect(parametersOf(withRepository({ revision }))).toMatchObject(expected);
  });

  it.each([
    ['My Shop', 'Web.API', 'my-shop-web-api'],
    ['shop_1', '--web--', 'shop_1-web'],
    ['p'.repeat(62), 'web', 'p'.repeat(62)],
  ])('names the image of %s and %s %s', (projectName, componentName, name) => {
    const build = aBuild({ spec: { owner: { projectName, componentName } } });
    expect(parametersOf(build)['image-name']).toBe(name);
  });

  it('has the names of Secrets, the registry and the attestation', () => {
    const buildPlane = aBuildPlane({
      registry: { prefix: 'registry.test/acme', secretRef: 'push' },
      attestation: { sign: true, scan: true, keySecretRef: 'cosign' },
    });
    expect(
      parametersOf(withRepository({ authSecretRef: 'github' }), buildPlane),
    ).toMatchObject({
      'git-secret': 'github',
      'registry-prefix': 'registry.test/acme',
      'registry-push-secret': 'push',
      'sign-image': 'true',
      'scan-image': 'true',
      'signing-secret': 'cosign',
    });
  });

  it('has labels that are valid for any names', () => {
    const build = aBuild({ metadata: { name: `b${'u'.repeat(99)}ild` } });
    for (const value of Object.values(
      renderWorkflow(build, aBuildPlane()).metadata.labels,
    )) {
      expect(value).toMatch(/^[-A-Za-z0-9_.]{1,63}$/);
    }
  });
});

describe('the prerequisites of a Workflow', () => {
  it('are those of OpenChoreo v0.3.2', () => {
    const metadata = (name: string) => ({
      name,
      namespace: 'openchoreo-ci-default',
      labels,
    });
    expect(renderPrerequisites(aBuild())).toEqual({
      namespace: {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'openchoreo-ci-default', labels },
      },
      rights: [
        {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: metadata('workflow-sa'),
        },
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'Role',
          metadata: metadata('workflow-role'),
          rules: [
            {
              apiGroups: ['argoproj.io'],
              resources: ['workflowtaskresults'],
              verbs: ['create', 'get', 'list', 'watch', 'update', 'patch'],
            },
          ],
        },
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'RoleBinding',
          metadata: metadata('workflow-role-binding'),
          roleRef: {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'Role',
            name: 'workflow-role',
          },
          subjects: [
            {
              kind: 'ServiceAccount',
              name: 'workflow-sa',
              namespace: 'openchoreo-ci-default',
            },
          ],
        },
      ],
    });
  });
});

describe('reservedParameters', () => {
  it('are those that only the control plane may set', () => {
    const parameters = ['cache', 'image-name', 'git-secret'].map(name => ({
      name,
      value: '',
    }));
    const build = aBuild({
      spec: { templateRef: { name: 'docker', parameters } },
    });
    expect(reservedParameters(build)).toEqual(['image-name', 'git-secret']);
  });
});
