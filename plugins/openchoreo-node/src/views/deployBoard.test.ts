import {
  deployBoardSchema,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  aComponent,
  aDeployment,
  anEnvironment,
  anApi,
  anUnreadyDeployment,
  aPromotion,
  edge,
  now,
  type DeploymentParts,
} from '../__testUtils__/snapshots';
import type {
  ComponentSnapshot,
  DeploymentSnapshot,
} from '../domain/ComponentSnapshot';
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

  it('shows deployments outside of the pipeline', () => {
    const snapshot = aComponent({ deployments: [aDeployment('sandbox')] });
    const board = deployBoard(snapshot, now);
    expect(board.environments.at(-1)?.environment.name).toBe('sandbox');
  });

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

  it('offers the promotion of a ready deployment on the card of the target', () => {
    const promotion = {
      verb: 'Promote',
      source: 'development',
      target: 'staging',
      enabled: true,
    };
    for (const deployments of [
      [aDeployment('development')],
      [
        aDeployment('development', { release: release('b') }),
        aDeployment('staging'),
      ],
    ]) {
      const snapshot = aComponent({ deployments });
      expect(cardOf(snapshot, 'staging').actions[0]).toEqual(promotion);
      expect(
        cardOf(snapshot, 'development').actions.map(({ verb }) => verb),
      ).toEqual(['Suspend', 'Restart', 'Roll back', 'Undeploy']);
    }
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

  it('does not offer the release that the target runs, unless that is failed', () => {
    const deployments = [aDeployment('development'), aDeployment('staging')];
    expect(
      cardOf(aComponent({ deployments }), 'staging').actions[0],
    ).toMatchObject({
      enabled: false,
      reason: 'Staging runs aaaaaaa already.',
    });
    const failed = anUnreadyDeployment('PolicyViolation', 'Not signed', {
      environment: 'staging',
    });
    expect(
      cardOf(aComponent({ deployments: [deployments[0], failed] }), 'staging')
        .actions[0],
    ).toMatchObject({ enabled: true });
  });

  it('does not offer a second promotion to an environment with a running one', () => {
    const snapshot = aComponent({
      deployments: [aDeployment('development')],
      promotions: [aPromotion()],
    });
    expect(cardOf(snapshot, 'staging').actions).toMatchObject([
      { verb: 'Cancel', promotion: 'greeter-to-staging', enabled: true },
      {
        verb: 'Promote',
        enabled: false,
        reason: 'A promotion to staging is running.',
      },
      { verb: 'Deploy', enabled: false },
    ]);
  });

  it('shows a running promotion on its target, with the replaced release', () => {
    const snapshot = aComponent({
      deployments: [aDeployment('staging')],
      promotions: [
        aPromotion({ release: { short: 'bbbbbbb', hash: 'b'.repeat(64) } }),
      ],
    });
    expect(cardOf(snapshot, 'staging')).toMatchObject({
      promotion: { phase: 'Progressing' },
      replaces: { short: 'aaaaaaa' },
    });
  });

  it('offers a rollback, unless a promotion changes the environment or something else manages it', () => {
    const rollBack = (parts: Parameters<typeof aComponent>[0]) =>
      cardOf(aComponent(parts), 'staging').actions.find(
        ({ verb }) => verb === 'Roll back',
      );
    const deployments = [aDeployment('staging')];
    expect(rollBack({ deployments })).toEqual({
      verb: 'Roll back',
      enabled: true,
    });
    expect(rollBack({ deployments, promotions: [aPromotion()] })).toMatchObject(
      { enabled: false, reason: 'A promotion to staging is running.' },
    );
    const managed = aDeployment('staging', { managedBy: 'Service greeter' });
    expect(rollBack({ deployments: [managed] })).toMatchObject({
      enabled: false,
      reason: 'Service greeter manages the deployment.',
    });
  });

  it('is Waiting while a promotion to an empty environment needs an approval', () => {
    const promotions = [aPromotion({ phase: 'AwaitingApproval' })];
    expect(cardOf(aComponent({ promotions }), 'staging').state).toBe('Waiting');
  });

  describe('after a promotion that did not succeed', () => {
    const names = (letter: string) => ({
      short: letter.repeat(7),
      hash: letter.repeat(64),
    });
    const started = {
      name: 'RollOut',
      state: 'Succeeded',
      startedAt: '2026-03-01T11:40:00Z',
    } as const;
    /** A promotion of release b, over release a, that ended at 11:50. */
    const ended = (
      phase: PromotionView['phase'],
      parts: Partial<PromotionView> = {},
    ) =>
      aPromotion({
        phase,
        release: names('b'),
        replaces: names('a'),
        steps: [started],
        startedAt: '2026-03-01T11:40:00Z',
        completedAt: '2026-03-01T11:50:00Z',
        ...parts,
      });
    const waited = { steps: [], replaces: undefined };
    /** Staging with a release, and the state that it has since a time. */
    const staging = (
      letter: string,
      since: string,
      parts: DeploymentParts = {},
    ) =>
      aDeployment('staging', {
        release: release(letter),
        ready: {
          status: 'True',
          reason: 'ResourcesActive',
          message: '',
          lastTransitionTime: since,
        },
        ...parts,
      });
    const degraded: DeploymentParts = {
      ready: {
        status: 'False',
        reason: 'ResourceHealthDegraded',
        message: '0/1',
        lastTransitionTime: '2026-03-01T11:55:00Z',
      },
    };
    const suspended: DeploymentParts = {
      intent: 'Suspend',
      ready: {
        status: 'False',
        reason: 'ResourcesSuspended',
        message: '',
        lastTransitionTime: '2026-03-01T11:55:00Z',
      },
    };
    const before = '2026-03-01T11:45:00Z';
    const after = '2026-03-01T11:55:00Z';
    const source = aDeployment('development', { release: release('b') });

    it.each<[string, PromotionView, DeploymentSnapshot[]]>([
      [
        'its release is degraded',
        ended('Failed'),
        [staging('b', '', degraded)],
      ],
      [
        'a gate failed and it is ready',
        ended('Failed'),
        [staging('b', before)],
      ],
      [
        'it was rolled back and is ready',
        ended('RolledBack'),
        [staging('a', after)],
      ],
      [
        'it was rolled back to nothing',
        ended('RolledBack', { replaces: undefined }),
        [],
      ],
      [
        'it was rejected and the source runs the release',
        ended('Rejected', waited),
        [source, staging('a', before)],
      ],
      ['it expired', ended('Expired', waited), [source]],
    ])('shows it while %s', (_, promotion, deployments) => {
      const snapshot = aComponent({ deployments, promotions: [promotion] });
      expect(cardOf(snapshot, 'staging').promotion).toMatchObject({
        phase: promotion.phase,
      });
    });

    it.each<[string, PromotionView, DeploymentSnapshot[]]>([
      ['its release became ready', ended('Failed'), [staging('b', after)]],
      ['another release runs', ended('Failed'), [staging('c', before)]],
      ['it was suspended', ended('RolledBack'), [staging('a', '', suspended)]],
      [
        'the failed release runs again',
        ended('RolledBack'),
        [staging('b', after)],
      ],
      [
        'the source runs another release',
        ended('Rejected', waited),
        [aDeployment('development', { release: release('c') })],
      ],
      [
        'the target became ready with another release',
        ended('Cancelled', waited),
        [source, staging('c', after)],
      ],
    ])('does not show it after %s', (_, promotion, deployments) => {
      const snapshot = aComponent({ deployments, promotions: [promotion] });
      expect(cardOf(snapshot, 'staging').promotion).toBeUndefined();
    });

    it('does not show it after a later promotion succeeded', () => {
      const promotions = [ended('Succeeded'), ended('Failed')];
      const deployments = [staging('b', before)];
      const snapshot = aComponent({ deployments, promotions });
      expect(cardOf(snapshot, 'staging').promotion).toBeUndefined();
    });

    it('shows a rejected rollback, whose release runs nowhere', () => {
      const promotion = ended('Rejected', {
        ...waited,
        type: 'RollBack',
        from: 'staging',
      });
      const deployments = [staging('c', before)];
      const snapshot = aComponent({ deployments, promotions: [promotion] });
      expect(cardOf(snapshot, 'staging').promotion?.type).toBe('RollBack');
    });
  });

  it('has the promotion that ended last, whatever its outcome', () => {
    const promotions = [
      aPromotion({ name: 'running' }),
      aPromotion({ name: 'superseded', phase: 'Superseded' }),
      aPromotion({
        name: 'rejected',
        phase: 'Rejected',
        completedAt: '2026-03-01T11:50:00Z',
      }),
      aPromotion({
        name: 'succeeded',
        to: 'production',
        phase: 'Succeeded',
        completedAt: '2026-03-01T11:55:00Z',
      }),
    ];
    const lastOf = (list: PromotionView[]) =>
      deployBoard(aComponent({ promotions: list }), now).lastPromotion?.name;
    expect(lastOf(promotions)).toBe('succeeded');
    expect(lastOf(promotions.slice(0, 3))).toBe('rejected');
    expect(lastOf(promotions.slice(0, 2))).toBeUndefined();
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
