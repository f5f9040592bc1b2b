import { type PromotionView } from '@promenade/backstage-plugin-openchoreo-common';
import {
  aComponent,
  aDeployment,
  anUnreadyDeployment,
  aPromotion,
  now,
  type DeploymentParts,
} from '../__testUtils__/snapshots';
import type { DeploymentSnapshot } from '../domain/ComponentSnapshot';
import { deployBoard } from './deployBoard';
import { cardOf, release } from '../__testUtils__/cardOf';

describe('the promotions of a deploy board', () => {
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
});
