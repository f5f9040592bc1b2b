import {
  aComponent,
  aDeployment,
  anEnvironment,
  anApi,
  anUnreadyDeployment,
  aPromotion,
  edge,
  now,
} from '../__testUtils__/snapshots';
import { deployBoard } from './deployBoard';
import { cardOf, release } from '../__testUtils__/cardOf';

describe('deployBoard', () => {
  it('has a card for each environment in promotion order', () => {
    const board = deployBoard(aComponent(), now);
    expect(board.environments.map(card => card.environment.name)).toEqual([
      'development',
      'staging',
      'production',
    ]);
  });

  it('shows deployments outside of the pipeline', () => {
    const snapshot = aComponent({ deployments: [aDeployment('sandbox')] });
    const board = deployBoard(snapshot, now);
    expect(board.environments.at(-1)?.environment.name).toBe('sandbox');
  });

  it.each([
    ['Pending', 'CommitPending', 'Waiting'],
    ['Committed', 'WaitingForGitOps', 'Waiting'],
    ['Failed', 'CommitFailed', 'Failed'],
  ] as const)(
    'shows a commit that is not applied yet: %s',
    (state, reason, shown) => {
      const message = 'Committed 1a2b3c4 to main; waits for Argo CD or Flux';
      const commit = { environment: 'development', state, reason, message };
      expect(
        cardOf(aComponent({ commit, deployments: [] }), 'development'),
      ).toMatchObject({ state: shown, reason, message });
      const deployments = [
        aDeployment('development'),
        aDeployment('staging', { warning: 'TOKEN has no value' }),
      ];
      const snapshot = aComponent({ commit, deployments });
      expect(cardOf(snapshot, 'development').warning).toBe(message);
      expect(cardOf(snapshot, 'staging').warning).toBe('TOKEN has no value');
    },
  );

  it('shows no state that is older than the release', () => {
    const degraded = (environment: string) =>
      aDeployment(environment, {
        ready: {
          status: 'False',
          reason: 'ResourceHealthDegraded',
          message: '0/1',
          lastTransitionTime: '2026-03-01T09:00:00Z',
        },
        release: release('b'),
      });
    const snapshot = aComponent({
      releases: [
        { ...release('a'), createdAt: '2026-03-01T08:00:00Z' },
        { ...release('b'), createdAt: '2026-03-01T11:00:00Z' },
      ],
      deployments: [degraded('development'), degraded('staging')],
      promotions: [
        aPromotion({
          phase: 'Failed',
          startedAt: '2026-03-01T11:30:00Z',
          release: { hash: release('b').hash, short: 'bbbbbbb' },
        }),
      ],
    });
    expect(cardOf(snapshot, 'development').since).toBe('2026-03-01T11:00:00Z');
    expect(cardOf(snapshot, 'staging').since).toBe('2026-03-01T11:30:00Z');
    const old = aComponent({
      releases: [{ ...release('b'), createdAt: '2026-03-01T08:00:00Z' }],
      deployments: [degraded('development')],
    });
    expect(cardOf(old, 'development').since).toBe('2026-03-01T09:00:00Z');
  });

  it('has the warnings about the configuration', () => {
    const snapshot = aComponent({
      deployments: [
        aDeployment('development', { warning: 'LOG_LEVEL is set twice' }),
        aDeployment('staging'),
      ],
    });
    expect(cardOf(snapshot, 'development').warning).toBe(
      'LOG_LEVEL is set twice',
    );
    expect(cardOf(snapshot, 'staging').warning).toBeUndefined();
  });

  it('shows the release, its tags and its comparison with the next environment', () => {
    const snapshot = aComponent({
      releases: [release('a'), release('b'), release('c')],
      deployments: [
        aDeployment('development', { release: release('c') }),
        aDeployment('staging', { release: release('a') }),
      ],
    });
    expect(cardOf(snapshot, 'development')).toMatchObject({
      state: 'Ready',
      release: {
        short: 'ccccccc',
        images: [{ container: 'main', tag: '9' }],
      },
      comparison: [{ environment: 'staging', relation: 'ahead', by: 2 }],
    });
  });

  it('marks an environment with a simulated data plane', () => {
    expect(cardOf(aComponent(), 'staging').environment).toMatchObject({
      dataPlane: { name: 'default', simulated: true },
    });
  });

  it('disables an action that is not possible, with its reason', () => {
    const environments = [
      anEnvironment('development'),
      anEnvironment('staging', { displayName: 'Staging' }),
      anEnvironment('production'),
    ];
    const snapshot = aComponent({
      environments,
      deployments: [
        anUnreadyDeployment('ResourceHealthProgressing', '', {
          environment: 'staging',
        }),
      ],
    });
    expect(cardOf(snapshot, 'production').actions[0]).toEqual({
      verb: 'Promote',
      source: 'staging',
      target: 'production',
      enabled: false,
      reason: 'Staging must be ready first.',
    });
  });

  it('has the person who deployed a release', () => {
    const deployments = [
      aDeployment('development', { requestedBy: 'user:default/ana' }),
      aDeployment('staging', { requestedBy: 'user:default/ana' }),
    ];
    const promotions = [
      aPromotion({
        phase: 'Succeeded',
        release: { short: 'aaaaaaa', hash: 'a'.repeat(64) },
        requestedBy: 'user:default/bo',
      }),
    ];
    const snapshot = aComponent({ deployments, promotions });
    expect(cardOf(snapshot, 'development').release?.deployedBy).toBe(
      'user:default/ana',
    );
    expect(cardOf(snapshot, 'staging').release?.deployedBy).toBe(
      'user:default/bo',
    );
    const running = promotions.map(each => ({
      ...each,
      phase: 'Verifying' as const,
    }));
    expect(
      cardOf(aComponent({ deployments, promotions: running }), 'staging')
        .release?.deployedBy,
    ).toBe('user:default/bo');
  });

  it('reports an environment of the pipeline that does not exist', () => {
    const snapshot = aComponent({ edges: [edge('development', 'qa')] });
    expect(cardOf(snapshot, 'qa')).toMatchObject({
      state: 'NotDeployed',
      reason: 'EnvironmentNotFound',
    });
  });

  describe('of a component with standalone APIs only', () => {
    const url = 'https://dev.choreoapis.localhost:8443/tram/proxy';
    const apiWith = (status: 'True' | 'False', reason: string) =>
      anApi(
        {
          status,
          reason,
          message: 'spec.rest.backend: it leads nowhere',
          lastTransitionTime: '2026-03-01T11:58:00Z',
        },
        [{ name: 'weather', type: 'REST', visibility: 'public', url }],
      );

    it('is Ready in their environment, with their endpoints', () => {
      const snapshot = aComponent({
        apis: [apiWith('True', 'ResourcesActive')],
      });
      expect(cardOf(snapshot, 'development')).toMatchObject({
        state: 'Ready',
        since: '2026-03-01T11:58:00Z',
        message: 'Available here: weather.',
        endpoints: [{ url }],
      });
      expect(cardOf(snapshot, 'staging').state).toBe('NotDeployed');
    });

    it('is Failed with the message of the API', () => {
      const snapshot = aComponent({
        apis: [apiWith('False', 'InvalidConfiguration')],
      });
      expect(cardOf(snapshot, 'development')).toMatchObject({
        state: 'Failed',
        reason: 'InvalidConfiguration',
        message: 'API weather: spec.rest.backend: it leads nowhere.',
      });
    });

    it('is Progressing until the control plane has reconciled them', () => {
      const apis = [anApi(undefined)];
      expect(cardOf(aComponent({ apis }), 'development')).toMatchObject({
        state: 'Progressing',
        reason: 'Pending',
      });
    });

    it('does not offer to deploy', () => {
      const snapshot = aComponent({
        apis: [apiWith('True', 'ResourcesActive')],
      });
      expect(cardOf(snapshot, 'development').actions).toEqual([
        {
          verb: 'Deploy',
          enabled: false,
          reason:
            'The component has standalone APIs only. They need no deployment.',
        },
      ]);
    });
  });

  it('explains how the first environment gets a deployment', () => {
    expect(cardOf(aComponent(), 'development').actions).toEqual([
      {
        verb: 'Deploy',
        enabled: false,
        reason:
          'It is deployed here automatically when the component has a workload.',
      },
    ]);
  });

  it('offers to deploy an undeployed component', () => {
    const undeployed = anUnreadyDeployment('ResourcesUndeployed', '', {
      intent: 'Undeploy',
      objects: undefined,
    });
    const card = cardOf(
      aComponent({ deployments: [undeployed] }),
      'development',
    );
    expect(card.state).toBe('NotDeployed');
    expect(card.release).toBeUndefined();
    expect(card.actions).toContainEqual({ verb: 'Deploy', enabled: true });
  });

  it('offers to resume a suspended component', () => {
    const suspended = anUnreadyDeployment('ResourcesSuspended', '', {
      intent: 'Suspend',
    });
    const { actions } = cardOf(
      aComponent({ deployments: [suspended] }),
      'development',
    );
    expect(actions.map(({ verb }) => verb)).toEqual([
      'Resume',
      'Roll back',
      'Undeploy',
    ]);
  });
});
