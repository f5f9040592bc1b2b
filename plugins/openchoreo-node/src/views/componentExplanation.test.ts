import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import {
  aComponent,
  aDeployment,
  anApi,
  anEnvironment,
  anUnreadyDeployment,
  aPromotion,
  aWorkload,
  edge,
  now,
} from '../__testUtils__/snapshots';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import { componentExplanation } from './componentExplanation';
import { deployBoard } from './deployBoard';

function explain(snapshot: ComponentSnapshot, environment?: string) {
  return reads.explainComponent.output.parse(
    componentExplanation(snapshot, deployBoard(snapshot, now), environment),
  );
}

function explainDevelopment(snapshot: ComponentSnapshot) {
  const [explained] = explain(snapshot, 'development').environments;
  return explained;
}

const statuses = ({ chain }: ReturnType<typeof explainDevelopment>) =>
  chain.map(({ kind, status }) => `${kind} ${status}`);

describe('componentExplanation', () => {
  it('tells that a component is ready, with the resources that deploy it', () => {
    const deployment = aDeployment('development', {
      resources: { bindingKind: 'ServiceBinding', release: 'greeter' },
    });
    const snapshot = aComponent({ deployments: [deployment] });
    const explained = explainDevelopment(snapshot);
    expect(explain(snapshot, 'development').summary).toBe(
      'greeter is ready in development.',
    );
    expect(explained).toMatchObject({ isReady: true, nextSteps: [] });
    expect(statuses(explained)).toEqual([
      'Component ok',
      'Environment ok',
      'ServiceBinding ok',
      'Release ok',
    ]);
  });

  it('follows the chain to the object that fails, with its message and the remedy', () => {
    const snapshot = aComponent({
      deployments: [
        anUnreadyDeployment('ResourceHealthDegraded', '0/1 are healthy', {
          resources: { bindingKind: 'ServiceBinding', release: 'greeter' },
          objects: [
            { kind: 'Service', name: 'greeter', healthStatus: 'Healthy' },
            aWorkload('Degraded', {
              trouble: {
                reason: 'ImagePullBackOff',
                message: 'Back-off pulling image',
                pods: 1,
                of: 1,
                image: 'registry.test/app:9',
              },
            }),
          ],
        }),
      ],
    });
    const explained = explainDevelopment(snapshot);
    expect(explained).toMatchObject({
      state: 'Failed',
      isReady: false,
      reason: 'ImagePullBackOff',
      summary: expect.stringMatching(
        /^Development: Failed\. The image cannot be pulled: registry\.test\/app:9/,
      ),
    });
    expect(explained.chain.slice(2)).toEqual([
      {
        kind: 'ServiceBinding',
        name: 'greeter-development',
        status: 'failed',
        message: '0/1 are healthy.',
      },
      {
        kind: 'Release',
        name: 'greeter',
        status: 'waiting',
        message: '1 of 2 objects are healthy.',
      },
      {
        kind: 'Deployment',
        name: 'greeter-1',
        status: 'failed',
        message: 'Back-off pulling image.',
      },
    ]);
    expect(explained.nextSteps).toContainEqual({
      message: 'Roll development back to an earlier release, if it has one.',
      action: 'roll-back-component',
    });
  });

  it('names the peer that a connection waits for', () => {
    const deployment = anUnreadyDeployment('ConnectionsPending', 'cart waits');
    const connections = {
      cart: {
        type: 'api',
        params: { componentName: 'cart', endpoint: 'http' },
        injects: ['CART_URL'],
      },
    };
    const contents = { ...deployment.contents, connections };
    const explained = explainDevelopment(
      aComponent({ deployments: [{ ...deployment, contents }] }),
    );
    expect(explained.state).toBe('Waiting');
    expect(explained.chain).toContainEqual({
      kind: 'Workload',
      name: 'greeter',
      status: 'waiting',
      message:
        'greeter connects to cart (endpoint http), which does not run in Development. Promote cart first, or together with it.',
    });
    expect(explained.nextSteps).toEqual([
      {
        message:
          'Deploy the target of the connection to this environment, or remove the connection.',
      },
    ]);
  });

  it('has the promotion that waits, and the action that decides about it', () => {
    const snapshot = aComponent({
      deployments: [aDeployment('development')],
      promotions: [
        aPromotion({ name: 'to-staging-1', phase: 'AwaitingApproval' }),
      ],
    });
    const [explained] = explain(snapshot, 'staging').environments;
    expect(explained.state).toBe('Waiting');
    expect(statuses(explained)).toContain('Promotion waiting');
    expect(explained.nextSteps[0]).toEqual({
      message: 'Approve promotion to-staging-1.',
      action: 'approve-promotion',
    });
  });

  it('tells how to deploy to an environment where nothing is deployed', () => {
    const [explained] = explain(
      aComponent({ deployments: [aDeployment('development')] }),
      'staging',
    ).environments;
    expect(explained).toMatchObject({
      state: 'NotDeployed',
      nextSteps: [
        {
          message: 'Promote the release of development to staging.',
          action: 'promote-component',
        },
      ],
    });
    const [blocked] = explain(aComponent(), 'staging').environments;
    expect(blocked.nextSteps).toEqual([
      {
        message:
          'It cannot be promoted to here now. Nothing is deployed in development.',
      },
    ]);
  });

  it('tells what the first environment waits for', () => {
    expect(explainDevelopment(aComponent()).nextSteps).toEqual([
      {
        message:
          'It is deployed here automatically when the component has a workload.',
      },
    ]);
  });

  it('has the build that failed, in the first environment', () => {
    const latestBuild = {
      name: 'greeter-1',
      phase: 'Failed',
      step: 'build',
      message: 'the Dockerfile has no FROM',
    } as const;
    const explained = explain(aComponent({ latestBuild })).environments;
    expect(explained[0].chain.at(-1)).toEqual({
      kind: 'Build',
      name: 'greeter-1',
      status: 'failed',
      message: 'It is Failed in step build. the Dockerfile has no FROM.',
    });
    expect(explained[0].nextSteps[0]).toEqual({
      message:
        'Correct the cause of the failed build greeter-1, and build it again.',
      action: 'build-component',
    });
    expect(statuses(explained[1])).not.toContain('Build failed');
    const running = { ...latestBuild, phase: 'Running' as const };
    const waiting = explainDevelopment(aComponent({ latestBuild: running }));
    expect(statuses(waiting)).toContain('Build waiting');
    const succeeded = { ...latestBuild, phase: 'Succeeded' as const };
    const built = explainDevelopment(aComponent({ latestBuild: succeeded }));
    expect(statuses(built)).toEqual(['Component ok', 'Environment ok']);
  });

  it('begins with the data plane that cannot be reached', () => {
    const unreachable = { reason: 'Timeout', message: 'no answer in 5 s' };
    const dataPlane = { name: 'eu', simulated: false, unreachable };
    const explained = explainDevelopment(
      aComponent({
        edges: [edge('development', 'staging')],
        environments: [anEnvironment('development', { dataPlane })],
        deployments: [
          aDeployment('development', { isDataPlaneUnreachable: true }),
        ],
      }),
    );
    expect(explained.chain[1]).toMatchObject({
      kind: 'Environment',
      status: 'failed',
      message: 'Its data plane eu cannot be reached: no answer in 5 s.',
    });
    expect(explained.nextSteps[0].message).toMatch(/Ask the platform team/);
  });

  it('has a standalone API that is not ready', () => {
    const explained = explainDevelopment(
      aComponent({
        apis: [
          anApi({ status: 'False', reason: 'NotFound', message: 'no gateway' }),
        ],
      }),
    );
    expect(explained.chain).toContainEqual({
      kind: 'API',
      name: 'weather',
      status: 'failed',
      message: 'no gateway.',
    });
  });

  it('has the problem of the component and its invalid resources', () => {
    const message = 'The project shop does not exist.';
    const problem = { reason: 'ProjectNotFound', message };
    expect(explain(aComponent({ problem })).summary).toBe(
      `greeter cannot be deployed. ${message}`,
    );
    const rejected = ['Workload greeter cannot be used: spec: wrong.'];
    expect(explainDevelopment(aComponent({ rejected })).chain[0]).toEqual({
      kind: 'Component',
      name: 'greeter',
      status: 'failed',
      message: rejected[0],
    });
  });

  it('rejects an environment that the component has not, with those that it has', () => {
    expect(() => explain(aComponent(), 'moon')).toThrow(
      'greeter has no environment moon. Its environments are: development, staging, production',
    );
  });
});
