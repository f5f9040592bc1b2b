import { layOutPipeline } from './pipelineGraph';

const edge = (from: string, to: string) => ({
  from,
  to,
  requiresApproval: false,
});

describe('layOutPipeline', () => {
  it('puts a chain into one lane, a column each', () => {
    const graph = layOutPipeline(
      ['dev', 'staging', 'prod'],
      [edge('dev', 'staging'), edge('staging', 'prod')],
    );
    expect(graph).toMatchObject({ columns: 3, lanes: 1 });
    expect(graph.places.get('prod')).toEqual({ column: 2, lane: 0 });
  });

  it('puts the branches of a pipeline into lanes of one column', () => {
    const { places, lanes } = layOutPipeline(
      ['dev', 'eu', 'us'],
      [edge('dev', 'eu'), edge('dev', 'us')],
    );
    expect(places.get('eu')).toEqual({ column: 1, lane: 0 });
    expect(places.get('us')).toEqual({ column: 1, lane: 1 });
    expect(lanes).toBe(2);
  });

  it('puts an environment after the last of its sources', () => {
    const { places } = layOutPipeline(
      ['dev', 'qa', 'staging', 'prod'],
      [
        edge('dev', 'qa'),
        edge('qa', 'staging'),
        edge('dev', 'prod'),
        edge('staging', 'prod'),
      ],
    );
    expect(places.get('prod')?.column).toBe(3);
  });

  it('leads an edge that skips a column around the cards there', () => {
    const { edges, lanes } = layOutPipeline(
      ['dev', 'staging', 'prod'],
      [edge('dev', 'staging'), edge('staging', 'prod'), edge('dev', 'prod')],
    );
    expect(edges[2].via).toEqual([{ column: 1, lane: 1 }]);
    expect(lanes).toBe(2);
  });

  it('draws no edge against the order and none to an unknown environment', () => {
    const { edges } = layOutPipeline(
      ['dev', 'prod'],
      [edge('dev', 'prod'), edge('prod', 'dev'), edge('prod', 'moon')],
    );
    expect(edges.map(({ from, to }) => [from, to])).toEqual([['dev', 'prod']]);
  });

  it('has nothing to draw for a pipeline without environments', () => {
    expect(layOutPipeline([], [])).toMatchObject({ columns: 0, lanes: 0 });
  });
});
