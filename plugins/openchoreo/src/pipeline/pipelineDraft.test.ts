import { pathInputs, pathsOf, pipelineDraft } from './pipelineDraft';

const path = (from?: string, to?: string, requiresApproval = false) => ({
  from,
  to,
  requiresApproval,
});

describe('pipelineDraft', () => {
  it('orders the environments by promotion, whatever the order of the paths', () => {
    expect(
      pipelineDraft([path('staging', 'production'), path('dev', 'staging')]),
    ).toMatchObject({
      environments: ['dev', 'staging', 'production'],
      problem: undefined,
    });
  });

  it('accepts one environment without a target', () => {
    expect(pipelineDraft([path('dev')])).toEqual({
      environments: ['dev'],
      edges: [],
      problem: undefined,
    });
  });

  it.each([
    ['no path', [], { type: 'empty' }],
    [
      'a path without a target',
      [path('dev', 'staging'), path('staging')],
      { type: 'incomplete', index: 1 },
    ],
    [
      'a path without a source',
      [path(undefined, 'staging')],
      { type: 'incomplete', index: 0 },
    ],
    ['a path to itself', [path('dev', 'dev')], { type: 'loop', name: 'dev' }],
    [
      'a path that is there twice',
      [path('dev', 'staging'), path('dev', 'staging')],
      { type: 'duplicate', from: 'dev', to: 'staging' },
    ],
    [
      'a cycle',
      [path('dev', 'a'), path('a', 'b'), path('b', 'a')],
      { type: 'cycle', names: ['a', 'b'] },
    ],
  ])('names the problem of %s', (_, paths, problem) => {
    expect(pipelineDraft(paths).problem).toEqual(problem);
  });

  it('keeps the environments of a cycle, so that they can be shown', () => {
    expect(
      pipelineDraft([path('a', 'b'), path('b', 'a')]).environments,
    ).toEqual(['a', 'b']);
  });
});

describe('pathsOf', () => {
  it('has a path without a target for a pipeline of one environment', () => {
    expect(
      pathsOf({
        environments: [
          {
            organization: 'acme',
            name: 'dev',
            isProduction: false,
            exists: true,
          },
        ],
        edges: [],
      }),
    ).toEqual([{ from: 'dev', requiresApproval: false }]);
  });
});

describe('pathInputs', () => {
  it('sends whether an approval is needed only where that was changed', () => {
    const before = {
      edges: [
        { from: 'dev', to: 'staging', requiresApproval: true, gates: [] },
        {
          from: 'staging',
          to: 'production',
          requiresApproval: true,
          gates: [],
        },
      ],
    };
    expect(
      pathInputs(
        [
          path('dev', 'staging', true),
          path('staging', 'production', false),
          path('dev', 'preview', true),
          path('dev', 'test', false),
        ],
        before,
      ),
    ).toEqual([
      { from: 'dev', to: 'staging' },
      { from: 'staging', to: 'production', requiresApproval: false },
      { from: 'dev', to: 'preview', requiresApproval: true },
      { from: 'dev', to: 'test' },
    ]);
  });
});
