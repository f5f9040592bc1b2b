import { deployBoardSchema, environmentCardSchema } from './board';
import { promotionPlanSchema } from './plan';
import { promotionViewSchema } from './promotions';

const promotion = {
  type: 'Promote',
  isRequesterVerified: false,
  gates: [],
  approvals: [],
  transitions: [],
  name: 'p',
  from: 'staging',
  to: 'production',
  phase: 'Succeeded',
  steps: [],
  startedAt: '2026-03-01T12:00:00Z',
};

const card = {
  environment: { name: 'production', isProduction: true },
  state: 'Ready',
  comparison: [],
  endpoints: [],
  objects: [],
  actions: [],
};

const board = {
  component: { organization: 'o', project: 'p', name: 'c', type: 'Service' },
  pipeline: { name: 'default', edges: [] },
  environments: [card],
  asOf: '2026-03-01T12:00:00Z',
};

describe('values that a newer backend adds', () => {
  it('parse to Unknown in a board', () => {
    const newer = {
      ...board,
      environments: [
        {
          ...card,
          state: 'Hibernating',
          objects: [{ kind: 'Pod', name: 'a', health: 'Sleeping' }],
          actions: [{ verb: 'Hibernate', enabled: true }],
          endpoints: [
            { name: 'a', type: 'HTTP', visibility: 'galaxy', url: 'a:1' },
          ],
          comparison: [{ environment: 'staging', relation: 'diverged' }],
          promotion: {
            ...promotion,
            phase: 'Baking',
            steps: [{ name: 'Bake', state: 'Warm' }],
          },
        },
      ],
    };
    const [parsed] = deployBoardSchema.parse(newer).environments;
    expect(parsed).toMatchObject({
      state: 'Unknown',
      objects: [{ health: 'Unknown' }],
      actions: [{ verb: 'Unknown' }],
      endpoints: [{ visibility: 'unknown' }],
      comparison: [{ relation: 'unknown' }],
      promotion: {
        phase: 'Unknown',
        steps: [{ name: 'Unknown', state: 'Unknown' }],
      },
    });
  });

  it('parse to other in a plan', () => {
    const plan = {
      from: 'staging',
      to: 'production',
      changes: [{ area: 'volumes', path: 'data' }],
      blockers: [],
      warnings: [],
      isProduction: true,
      requiresApproval: false,
      gates: [],
    };
    expect(promotionPlanSchema.parse(plan).changes).toMatchObject([
      { area: 'other' },
    ]);
  });

  it('do not hide values that are missing or not text', () => {
    const { state, ...stateless } = card;
    expect(() => environmentCardSchema.parse(stateless)).toThrow(/state/);
    expect(() => promotionViewSchema.parse({ ...promotion, phase: 7 })).toThrow(
      /phase/,
    );
  });
});
