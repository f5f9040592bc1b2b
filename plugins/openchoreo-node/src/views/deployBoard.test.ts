import { deployBoardSchema } from '@promenade/backstage-plugin-openchoreo-common';
import {
  aComponent,
  aDeployment,
  anEnvironment,
  anUnreadyDeployment,
  aPromotion,
  edge,
  now,
} from '../__testUtils__/snapshots';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import { deployBoard } from './deployBoard';

const release = (letter: string) => ({
  name: `greeter-default-${letter.repeat(8)}`,
  hash: letter.repeat(64),
});

function cardOf(snapshot: ComponentSnapshot, name: string) {
  const board = deployBoardSchema.parse(deployBoard(snapshot, now));
  const card = board.environments.find(
    ({ environment }) => environment.name === name,
  );
  if (!card) throw new Error(`no card for ${name}`);
  return card;
}

describe('deployBoard', () => {
  it('has a card for each environment in promotion order', () => {
    const board = deployBoard(aComponent(), now);
    expect(board.environments.map(card => card.environment.name)).toEqual([
      'development',
      'staging',
      'production',
    ]);
  });

  it('shows what runs outside the pipeline too', () => {
    const snapshot = aComponent({ deployments: [aDeployment('sandbox')] });
    const board = deployBoard(snapshot, now);
    expect(board.environments.at(-1)?.environment.name).toBe('sandbox');
  });

  it('says what runs, how it is called, and how it differs from the next', () => {
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

  it('marks the environment whose data plane is simulated', () => {
    expect(cardOf(aComponent(), 'staging').environment).toMatchObject({
      dataPlane: { name: 'default', simulated: true },
    });
  });

  it('offers the promotion of what is ready', () => {
    const snapshot = aComponent({ deployments: [aDeployment('development')] });
    expect(cardOf(snapshot, 'development').actions[0]).toEqual({
      verb: 'Promote',
      source: 'development',
      target: 'staging',
      enabled: true,
    });
  });

  it('shows an act that is not possible switched off, with its reason', () => {
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

  it('does not promote what the target runs already, unless that is unwell', () => {
    const deployments = [aDeployment('development'), aDeployment('staging')];
    expect(
      cardOf(aComponent({ deployments }), 'development').actions[0],
    ).toMatchObject({
      enabled: false,
      reason: 'Staging runs aaaaaaa already.',
    });
    const failed = anUnreadyDeployment('PolicyViolation', 'Not signed', {
      environment: 'staging',
    });
    expect(
      cardOf(
        aComponent({ deployments: [deployments[0], failed] }),
        'development',
      ).actions[0],
    ).toMatchObject({ enabled: true });
  });

  it('does not start a second promotion to where one is on its way', () => {
    const snapshot = aComponent({
      deployments: [aDeployment('development')],
      promotions: [aPromotion()],
    });
    expect(cardOf(snapshot, 'development').actions[0]).toMatchObject({
      enabled: false,
      reason: 'A promotion to staging is on its way.',
    });
  });

  it('carries a running promotion on its target, with what it replaces', () => {
    const snapshot = aComponent({
      deployments: [aDeployment('staging')],
      promotions: [
        aPromotion({ release: { short: 'bbbbbbb', hash: 'b'.repeat(64) } }),
      ],
    });
    expect(cardOf(snapshot, 'staging')).toMatchObject({
      promotion: { phase: 'RollingOut' },
      replaces: { short: 'aaaaaaa' },
    });
  });

  it('waits where a promotion to an empty environment needs an approval', () => {
    const promotions = [aPromotion({ phase: 'AwaitingApproval' })];
    expect(cardOf(aComponent({ promotions }), 'staging').state).toBe('Waiting');
  });

  it('keeps the last promotion in sight only if it failed', () => {
    const failed = aPromotion({ phase: 'Failed' });
    const succeeded = aPromotion({ phase: 'Succeeded' });
    expect(
      cardOf(aComponent({ promotions: [failed, succeeded] }), 'staging')
        .promotion,
    ).toMatchObject({ phase: 'Failed' });
    expect(
      cardOf(aComponent({ promotions: [succeeded, failed] }), 'staging')
        .promotion,
    ).toBeUndefined();
  });

  it('says which environment of the pipeline does not exist', () => {
    const snapshot = aComponent({ edges: [edge('development', 'qa')] });
    expect(cardOf(snapshot, 'qa')).toMatchObject({
      state: 'NotDeployed',
      reason: 'EnvironmentNotFound',
    });
  });

  describe('of a component that has nothing but APIs', () => {
    const url = 'https://dev.choreoapis.localhost:8443/tram/proxy';
    const offered = (status: 'True' | 'False', reason: string) => ({
      name: 'weather',
      environment: 'development',
      ready: {
        status,
        reason,
        message: 'spec.rest.backend: it leads nowhere',
        lastTransitionTime: '2026-03-01T11:58:00Z',
      },
      endpoints: [
        { name: 'weather', type: 'REST', visibility: 'public' as const, url },
      ],
    });

    it('is ready where they are offered, and tells their addresses', () => {
      const snapshot = aComponent({
        apis: [offered('True', 'ResourcesActive')],
      });
      expect(cardOf(snapshot, 'development')).toMatchObject({
        state: 'Ready',
        since: '2026-03-01T11:58:00Z',
        message: 'Offered here: weather.',
        endpoints: [{ url }],
      });
      expect(cardOf(snapshot, 'staging').state).toBe('NotDeployed');
    });

    it('says what is wrong with them', () => {
      const snapshot = aComponent({
        apis: [offered('False', 'InvalidConfiguration')],
      });
      expect(cardOf(snapshot, 'development')).toMatchObject({
        state: 'Failed',
        reason: 'InvalidConfiguration',
        message: 'API weather: spec.rest.backend: it leads nowhere.',
      });
    });

    it('waits for the control plane', () => {
      const { ready: _, ...fresh } = offered('True', '');
      expect(
        cardOf(aComponent({ apis: [fresh] }), 'development'),
      ).toMatchObject({ state: 'Progressing', reason: 'Pending' });
    });

    it('has nothing to deploy', () => {
      const snapshot = aComponent({
        apis: [offered('True', 'ResourcesActive')],
      });
      expect(cardOf(snapshot, 'development').actions).toEqual([
        {
          verb: 'Deploy',
          enabled: false,
          reason:
            'The component has APIs only: nothing of it has to run for them.',
        },
      ]);
    });
  });

  it('teaches how something gets into the first environment', () => {
    expect(cardOf(aComponent(), 'development').actions).toEqual([
      {
        verb: 'Deploy',
        enabled: false,
        reason:
          'It is deployed here by itself as soon as the component has a workload.',
      },
    ]);
  });

  it('offers to deploy again what was undeployed', () => {
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

  it('offers to resume what is suspended', () => {
    const suspended = anUnreadyDeployment('ResourcesSuspended', '', {
      intent: 'Suspend',
    });
    const { actions } = cardOf(
      aComponent({ deployments: [suspended] }),
      'development',
    );
    expect(actions.map(({ verb }) => verb)).toEqual([
      'Promote',
      'Resume',
      'Undeploy',
    ]);
  });
});
