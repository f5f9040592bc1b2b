import { planAreas } from './planAreas';

describe('planAreas', () => {
  it('groups changes in a fixed order and leaves empty areas out', () => {
    const areas = planAreas([
      { area: 'policies', path: 'gateway' },
      { area: 'images', path: 'app', before: 'a:1', after: 'a:2' },
      { area: 'policies', path: 'database' },
    ]);
    expect(areas.map(({ area, changes }) => [area, changes.length])).toEqual([
      ['images', 1],
      ['policies', 2],
    ]);
  });
});
