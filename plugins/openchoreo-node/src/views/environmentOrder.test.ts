import { environmentOrder } from './environmentOrder';

const edges = (...pairs: string[]) =>
  pairs.map(pair => {
    const [from, to] = pair.split('>');
    return { from, to, requiresApproval: false };
  });

describe('environmentOrder', () => {
  it('follows the promotion paths, however they were declared', () => {
    expect(environmentOrder(edges('stage>prod', 'dev>stage'))).toEqual([
      'dev',
      'stage',
      'prod',
    ]);
  });

  it('puts an environment after every one that leads to it', () => {
    const order = environmentOrder(
      edges('dev>qa', 'dev>perf', 'qa>prod', 'perf>prod'),
    );
    expect(order).toEqual(['dev', 'qa', 'perf', 'prod']);
  });

  it('keeps the environments of a cycle, entered where it was declared first', () => {
    expect(environmentOrder(edges('a>b', 'b>a', 'b>c'))).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('is not confused by an environment that leads to itself', () => {
    expect(environmentOrder(edges('a>a', 'a>b'))).toEqual(['a', 'b']);
  });

  it('is empty for a pipeline without paths', () => {
    expect(environmentOrder([])).toEqual([]);
  });
});
