import { environmentOrder } from './environmentOrder';

const edges = (...pairs: string[]) =>
  pairs.map(pair => {
    const [from, to] = pair.split('>');
    return { from, to, requiresApproval: false };
  });

describe('environmentOrder', () => {
  it('follows the promotion paths in any declared order', () => {
    expect(environmentOrder(edges('stage>prod', 'dev>stage'))).toEqual([
      'dev',
      'stage',
      'prod',
    ]);
  });

  it('lists an environment after all of its sources', () => {
    const order = environmentOrder(
      edges('dev>qa', 'dev>perf', 'qa>prod', 'perf>prod'),
    );
    expect(order).toEqual(['dev', 'qa', 'perf', 'prod']);
  });

  it('enters a cycle at the environment that was declared first', () => {
    expect(environmentOrder(edges('a>b', 'b>a', 'b>c'))).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('ignores an environment that leads to itself', () => {
    expect(environmentOrder(edges('a>a', 'a>b'))).toEqual(['a', 'b']);
  });

  it('is empty for a pipeline without paths', () => {
    expect(environmentOrder([])).toEqual([]);
  });
});
