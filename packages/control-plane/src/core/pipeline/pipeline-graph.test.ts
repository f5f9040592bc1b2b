import { aPipeline, leading, leadingThrough } from '../../test/__testUtils__';
import {
  duplicateEdges,
  edgesOf,
  environmentsOf,
  findCycle,
  firstEnvironment,
} from './pipeline-graph';

const step = (from: string, to: string, requiresApproval?: boolean) => ({
  from,
  to,
  requiresApproval,
});

describe('a pipeline', () => {
  it('has an edge for each target of each path, with its approval flag', () => {
    const pipeline = aPipeline(
      'p',
      leadingThrough([step('dev', 'qa'), step('qa', 'prod', true)]),
    );
    expect(edgesOf(pipeline)).toEqual([
      { from: 'dev', to: 'qa', needsApproval: false },
      { from: 'qa', to: 'prod', needsApproval: true },
    ]);
  });

  it('names its environments once, sources first', () => {
    const pipeline = aPipeline(
      'p',
      leadingThrough([
        step('dev', 'qa'),
        step('dev', 'perf'),
        step('qa', 'prod'),
        step('perf', 'prod'),
      ]),
    );
    expect(environmentsOf(pipeline)).toEqual(['dev', 'qa', 'perf', 'prod']);
  });

  it('without paths leads nowhere', () => {
    expect(environmentsOf(aPipeline('p'))).toEqual([]);
  });
});

describe('the first environment', () => {
  it.each([
    ['there is no pipeline', undefined, 'development'],
    ['the pipeline is empty', aPipeline('p'), 'development'],
    [
      'the pipeline has development, wherever',
      aPipeline('p', leading('sandbox', 'development')),
      'development',
    ],
    [
      'the pipeline has no development',
      aPipeline('p', leadingThrough([step('qa', 'prod'), step('dev', 'qa')])),
      'dev',
    ],
    [
      'the pipeline goes round in a circle',
      aPipeline('p', leading('a', 'b', 'a')),
      'a',
    ],
  ])('when %s', (_, pipeline, expected) => {
    expect(firstEnvironment(pipeline)).toBe(expected);
  });
});

describe('what is wrong with a pipeline', () => {
  it('is a cycle, told from its beginning to its end', () => {
    const pipeline = aPipeline(
      'p',
      leadingThrough([
        step('dev', 'qa'),
        step('qa', 'prod'),
        step('prod', 'qa'),
      ]),
    );
    expect(findCycle(pipeline)).toEqual(['qa', 'prod', 'qa']);
  });

  it('is not that two ways lead to the same environment', () => {
    const pipeline = aPipeline(
      'p',
      leadingThrough([
        step('dev', 'qa'),
        step('dev', 'perf'),
        step('qa', 'prod'),
        step('perf', 'prod'),
      ]),
    );
    expect(findCycle(pipeline)).toBeUndefined();
  });

  it('is a step that is declared twice', () => {
    const pipeline = aPipeline(
      'p',
      leadingThrough([step('dev', 'qa'), step('dev', 'qa')]),
    );
    expect(duplicateEdges(pipeline)).toEqual([
      { from: 'dev', to: 'qa', needsApproval: false },
    ]);
  });
});
