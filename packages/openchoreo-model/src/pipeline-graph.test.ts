import { deploymentPipelineKind } from './kinds/deployment-pipeline';
import {
  duplicateEdges,
  edgesOf,
  environmentsOf,
  findCycle,
  firstEnvironment,
} from './pipeline-graph';

interface Step {
  from: string;
  to?: string;
  requiresApproval?: boolean;
}

const step = (from: string, to?: string, requiresApproval?: boolean): Step => ({
  from,
  to,
  requiresApproval,
});

/** A pipeline with one promotion path for each step. */
const pipelineOf = (...steps: Step[]) =>
  deploymentPipelineKind.schema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'DeploymentPipeline',
    metadata: { name: 'p', namespace: 'acme' },
    spec: {
      promotionPaths: steps.map(({ from, to, requiresApproval }) => ({
        sourceEnvironmentRef: from,
        targetEnvironmentRefs: to ? [{ name: to, requiresApproval }] : [],
      })),
    },
  });

/** A pipeline from each environment to the next. */
const chain = (...names: string[]) =>
  pipelineOf(...names.slice(1).map((to, index) => step(names[index], to)));

describe('a pipeline', () => {
  it('has an edge for each target of each path, with its approval flag', () => {
    const pipeline = pipelineOf(step('dev', 'qa'), step('qa', 'prod', true));
    expect(edgesOf(pipeline)).toEqual([
      { from: 'dev', to: 'qa', needsApproval: false },
      { from: 'qa', to: 'prod', needsApproval: true },
    ]);
  });

  it('names its environments once, sources first', () => {
    const pipeline = pipelineOf(
      step('dev', 'qa'),
      step('dev', 'perf'),
      step('qa', 'prod'),
      step('perf', 'prod'),
    );
    expect(environmentsOf(pipeline)).toEqual(['dev', 'qa', 'perf', 'prod']);
  });

  it('lists its environments in promotion order, whatever the order of the paths', () => {
    expect(
      environmentsOf(pipelineOf(step('stage', 'prod'), step('dev', 'stage'))),
    ).toEqual(['dev', 'stage', 'prod']);
  });

  it('lists a cycle from the environment that was declared first', () => {
    expect(
      environmentsOf(
        pipelineOf(step('a', 'b'), step('b', 'a'), step('b', 'c')),
      ),
    ).toEqual(['a', 'b', 'c']);
  });

  it('ignores a path from an environment to itself', () => {
    expect(environmentsOf(pipelineOf(step('a', 'a'), step('a', 'b')))).toEqual([
      'a',
      'b',
    ]);
  });

  it('without paths leads nowhere', () => {
    expect(environmentsOf(pipelineOf())).toEqual([]);
  });
});

describe('the first environment', () => {
  it.each([
    ['the pipeline is empty', pipelineOf(), undefined],
    ['the pipeline has one environment', pipelineOf(step('dev')), 'dev'],
    ['development comes later', chain('dev', 'development', 'prod'), 'dev'],
    [
      'the paths are in another order',
      pipelineOf(step('qa', 'prod'), step('dev', 'qa')),
      'dev',
    ],
    ['the pipeline is a circle', chain('a', 'b', 'a'), 'a'],
  ])('when %s', (_, pipeline, expected) => {
    expect(firstEnvironment(pipeline)).toBe(expected);
  });
});

describe('what is wrong with a pipeline', () => {
  it('is a cycle, told from its beginning to its end', () => {
    const pipeline = pipelineOf(
      step('dev', 'qa'),
      step('qa', 'prod'),
      step('prod', 'qa'),
    );
    expect(findCycle(pipeline)).toEqual(['qa', 'prod', 'qa']);
  });

  it('is not that two ways lead to the same environment', () => {
    const pipeline = pipelineOf(
      step('dev', 'qa'),
      step('dev', 'perf'),
      step('qa', 'prod'),
      step('perf', 'prod'),
    );
    expect(findCycle(pipeline)).toBeUndefined();
  });

  it('is a step that is declared twice', () => {
    const pipeline = pipelineOf(step('dev', 'qa'), step('dev', 'qa'));
    expect(duplicateEdges(pipeline)).toEqual([
      { from: 'dev', to: 'qa', needsApproval: false },
    ]);
  });
});
