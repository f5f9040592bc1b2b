import type { PlanChange } from '@promenade/backstage-plugin-openchoreo-common';
import { compareRevisions } from './compareRevisions';

const change = (path: string, before?: string, after?: string): PlanChange => ({
  area: 'configuration',
  path,
  before,
  after,
});

/** The values of a revision as a plan from what runs now, `{ A: '1', B: '1' }`. */
const now: Record<string, string | undefined> = { A: '1', B: '1' };
function planTo(values: Record<string, string | undefined>) {
  const paths = [...new Set([...Object.keys(now), ...Object.keys(values)])];
  return {
    changes: paths
      .filter(path => now[path] !== values[path])
      .map(path => change(path, now[path], values[path])),
  };
}

describe('compareRevisions', () => {
  it.each<
    [
      string,
      Record<string, string | undefined>,
      Record<string, string | undefined>,
      PlanChange[],
    ]
  >([
    ['with what runs now', now, { ...now, A: '2' }, [change('A', '1', '2')]],
    [
      'of which both differ from what runs now',
      { A: '2', B: '1' },
      { A: '3', B: '2' },
      [change('A', '2', '3'), change('B', '1', '2')],
    ],
    ['that are the same', { A: '2', B: '1' }, { A: '2', B: '1' }, []],
    [
      'of which one has a value that the other lacks',
      { A: '1' },
      { ...now, C: '1' },
      [change('B', undefined, '1'), change('C', undefined, '1')],
    ],
  ])('compares revisions %s', (_, before, after, expected) => {
    expect(compareRevisions(planTo(before), planTo(after))).toEqual(expected);
    expect(compareRevisions(planTo(after), planTo(before))).toEqual(
      expected.map(each => ({
        ...each,
        before: each.after,
        after: each.before,
      })),
    );
  });

  it('distinguishes areas', () => {
    expect(
      compareRevisions(
        {
          changes: [{ area: 'images', path: 'main', before: 'a', after: 'b' }],
        },
        { changes: [change('main', 'x', 'y')] },
      ),
    ).toHaveLength(2);
  });
});
