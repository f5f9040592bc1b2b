import { layOutPipeline } from './pipelineGraph';

const edge = (from: string, to: string) => ({
  from,
  to,
  requiresApproval: false,
});

describe('layOutPipeline', () => {
  it('puts a chain into one row, one column per environment', () => {
    const graph = layOutPipeline(
      ['dev', 'staging', 'prod'],
      [edge('dev', 'staging'), edge('staging', 'prod')],
    );
    expect(graph).toMatchObject({ columns: 3, rows: 1 });
    expect(graph.positions.get('prod')).toEqual({ column: 2, row: 0 });
  });

  it('puts the branches of a pipeline into rows of one column', () => {
    const { positions, rows } = layOutPipeline(
      ['dev', 'eu', 'us'],
      [edge('dev', 'eu'), edge('dev', 'us')],
    );
    expect(positions.get('eu')).toEqual({ column: 1, row: 0 });
    expect(positions.get('us')).toEqual({ column: 1, row: 1 });
    expect(rows).toBe(2);
  });

  it('puts an environment after the last of its sources', () => {
    const { positions } = layOutPipeline(
      ['dev', 'qa', 'staging', 'prod'],
      [
        edge('dev', 'qa'),
        edge('qa', 'staging'),
        edge('dev', 'prod'),
        edge('staging', 'prod'),
      ],
    );
    expect(positions.get('prod')?.column).toBe(3);
  });

  it('routes an edge that skips a column around the cards there', () => {
    const { edges, rows } = layOutPipeline(
      ['dev', 'staging', 'prod'],
      [edge('dev', 'staging'), edge('staging', 'prod'), edge('dev', 'prod')],
    );
    expect(edges[2].via).toEqual([{ column: 1, row: 1 }]);
    expect(rows).toBe(2);
  });

  it('drops edges against the order and edges to unknown environments', () => {
    const { edges } = layOutPipeline(
      ['dev', 'prod'],
      [edge('dev', 'prod'), edge('prod', 'dev'), edge('prod', 'moon')],
    );
    expect(edges.map(({ from, to }) => [from, to])).toEqual([['dev', 'prod']]);
  });

  it('is empty for a pipeline without environments', () => {
    expect(layOutPipeline([], [])).toMatchObject({ columns: 0, rows: 0 });
  });
});
