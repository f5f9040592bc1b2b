import {
  componentKind,
  releaseKind,
  serviceBindingKind,
  serviceKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { describeFailingPods } from '../__testUtils__/failing-pods';
import {
  Modifier,
  aComponent,
  aProject,
  aService,
  aServiceClass,
  aWorkload,
  withWorkloadName,
  inProject,
  ofComponent,
  withImage,
  withSpec,
} from '../__testUtils__';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

const image = 'registry.test/app:1';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform();
});

afterAll(() => platform?.stop());

/** A component with the workload and the service that deploy it. */
const wholeComponent = (name: string, ...workload: Modifier[]) => [
  aComponent(name),
  aWorkload(name, ofComponent(name), withImage(image), ...workload),
  aService(name, ofComponent(name), withWorkloadName(name)),
];

/** A connection to the endpoint `api` of another component. */
const connectedTo = (componentName: string) =>
  withSpec({
    connections: {
      peer: {
        type: 'api',
        params: { projectName: 'shop', componentName, endpoint: 'api' },
        inject: { env: [{ name: 'PEER_URL', value: '{{ .url }}' }] },
      },
    },
  });

describe('a component', () => {
  it('is deployed to the first environment and becomes ready', async () => {
    await platform.apply(...wholeComponent('greeter'));
    await platform.waitForCondition(componentKind, 'greeter', {
      status: 'True',
    });
    const binding = await platform.waitFor(
      serviceBindingKind,
      'greeter',
      ({ status }) => status?.state === 'Ready',
    );
    expect(binding.spec.environment).toBe('development');
    expect(binding.status?.releaseLabel).toMatch(/^[0-9a-f]{7} 1$/);
  });

  describeFailingPods('with failing pods', () => {
    it('is Failed at once when its image cannot be pulled, and Ready with one that can', async () => {
      await platform.apply(
        ...wholeComponent(
          'unpullable',
          withSpec({
            containers: {
              main: {
                image,
                env: [{ key: 'SIMULATED_FAIL', value: 'ImagePullBackOff' }],
              },
            },
          }),
        ),
      );
      const { status } = await platform.waitFor(
        serviceBindingKind,
        'unpullable',
        binding => binding.status?.state === 'Failed',
      );
      // The message of OpenChoreo v0.3.2 is unchanged.
      expect(status?.conditions).toEqual([
        expect.objectContaining({
          type: 'Ready',
          status: 'False',
          reason: 'ResourceHealthProgressing',
          message: expect.stringMatching(/^Resources status: /),
        }),
      ]);
      await platform.client.patch(
        workloadKind,
        { namespace: platform.organization, name: 'unpullable' },
        { spec: { containers: { main: { env: null } } } },
        { type: 'merge' },
      );
      await platform.waitFor(
        serviceBindingKind,
        'unpullable',
        binding => binding.status?.state === 'Ready',
      );
    });
  });

  it('reports a missing class, and recovers', async () => {
    await platform.apply(
      aComponent('classless'),
      aWorkload('classless', ofComponent('classless'), withImage(image)),
      aService(
        'classless',
        ofComponent('classless'),
        withWorkloadName('classless'),
        withSpec({ className: 'golden' }),
      ),
    );
    expect(
      await platform.waitForCondition(serviceBindingKind, 'classless', {
        status: 'False',
        reason: 'ServiceClassNotFound',
      }),
    ).toBe('ServiceClass "golden" not found');
    await platform.waitForCondition(componentKind, 'classless', {
      status: 'False',
      reason: 'ServiceClassNotFound',
    });
    await platform.apply(aServiceClass('golden'));
    await platform.waitForCondition(componentKind, 'classless', {
      status: 'True',
    });
  });

  it('reports a missing workload, and recovers', async () => {
    await platform.apply(
      aComponent('idle'),
      aService('idle', ofComponent('idle'), withWorkloadName('idle')),
    );
    expect(
      await platform.waitForCondition(serviceKind, 'idle', {
        status: 'False',
        reason: 'WorkloadNotFound',
      }),
    ).toBe(
      'spec.workloadName: Workload "idle" not found; create it or name another',
    );
    await platform.apply(
      aWorkload('idle', ofComponent('idle'), withImage(image)),
    );
    await platform.waitForCondition(componentKind, 'idle', { status: 'True' });
  });

  it('reports a missing project, and recovers', async () => {
    await platform.apply(aComponent('homeless', inProject('later')));
    expect(
      await platform.waitForCondition(componentKind, 'homeless', {
        status: 'False',
        reason: 'ProjectNotFound',
      }),
    ).toBe('Project "later" not found');
    await platform.apply(aProject('later'));
    await platform.waitForCondition(componentKind, 'homeless', {
      status: 'False',
      reason: 'NotDeployed',
    });
  });

  it('connects to a component that connects back to it', async () => {
    await platform.apply(...wholeComponent('ping', connectedTo('pong')));
    expect(
      await platform.waitForCondition(serviceBindingKind, 'ping', {
        status: 'False',
        reason: 'ConnectionsPending',
      }),
    ).toContain('ping connects to pong (endpoint');
    await platform.apply(...wholeComponent('pong', connectedTo('ping')));
    await platform.waitForCondition(componentKind, 'ping', { status: 'True' });
    await platform.waitForCondition(componentKind, 'pong', { status: 'True' });
  });

  it('reports an object that the data plane rejected', async () => {
    await platform.apply(
      aServiceClass(
        'with-template',
        withSpec({
          deploymentTemplate: {
            strategy: { type: 'Sometimes' },
          },
        }),
      ),
      aComponent('refused'),
      aWorkload(
        'refused',
        ofComponent('refused'),
        withSpec({ containers: { main: { image } } }),
      ),
      aService(
        'refused',
        ofComponent('refused'),
        withWorkloadName('refused'),
        withSpec({ className: 'with-template' }),
      ),
    );
    expect(
      await platform.waitForCondition(serviceBindingKind, 'refused', {
        status: 'False',
        reason: 'ReleaseNotApplied',
      }),
    ).toMatch(/strategy/);
  });

  it('names the field of its class that the data plane does not know', async () => {
    await platform.apply(
      aServiceClass(
        'misspelt',
        withSpec({
          deploymentTemplate: {
            template: {
              spec: {
                containers: [{ name: 'main', imagePullPolice: 'Always' }],
              },
            },
          },
        }),
      ),
      aComponent('misspelt'),
      aWorkload(
        'misspelt',
        ofComponent('misspelt'),
        withSpec({ containers: { main: { image } } }),
      ),
      aService(
        'misspelt',
        ofComponent('misspelt'),
        withWorkloadName('misspelt'),
        withSpec({ className: 'misspelt' }),
      ),
    );
    expect(
      await platform.waitForCondition(serviceBindingKind, 'misspelt', {
        status: 'False',
        reason: 'ReleaseNotApplied',
      }),
    ).toMatch(
      /^ServiceClass misspelt spec\.deploymentTemplate\.template\.spec\.containers\[main\]\.imagePullPolice: a Deployment has no such field; correct or remove it\. Deployment misspelt-\S+: /,
    );
  });

  it('is undeployed and deployed again', async () => {
    await platform.apply(...wholeComponent('guest'));
    const key = { namespace: platform.organization, name: 'guest' };
    const set = (releaseState: string) =>
      platform.client.patch(
        serviceBindingKind,
        key,
        { spec: { releaseState } },
        { type: 'merge' },
      );
    await platform.waitForCondition(componentKind, 'guest', { status: 'True' });
    await set('Undeploy');
    await platform.waitUntilGone(releaseKind, key);
    await platform.waitForCondition(serviceBindingKind, 'guest', {
      status: 'False',
      reason: 'ResourcesUndeployed',
    });
    await platform.waitForCondition(componentKind, 'guest', {
      status: 'False',
      reason: 'Resting',
    });
    await set('Active');
    expect(
      await platform.waitForCondition(componentKind, 'guest', {
        status: 'True',
      }),
    ).toBe('Ready in development');
  });
});
