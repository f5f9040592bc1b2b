import { groupChangesByArea } from './PlanChanges';

describe('groupChangesByArea', () => {
  it('groups changes in a fixed order and omits empty areas', () => {
    const groups = groupChangesByArea([
      { area: 'policies', path: 'gateway' },
      { area: 'images', path: 'app', before: 'a:1', after: 'a:2' },
      { area: 'policies', path: 'database' },
    ]);
    expect(groups.map(({ area, changes }) => [area, changes.length])).toEqual([
      ['images', 1],
      ['policies', 2],
    ]);
  });
});
