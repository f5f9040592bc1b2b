import { planLines } from './planLines';

describe('planLines', () => {
  it('has the changes, and of configuration the names only', () => {
    expect(
      planLines('departures', {
        from: 'development',
        to: 'staging',
        release: { hash: '7f3a2c1d', short: '7f3a2c1', images: [] },
        replaces: { hash: '51be09d4', short: '51be09d' },
        changes: [
          { area: 'images', path: 'main', before: 'a:1', after: 'a:2' },
          { area: 'configuration', path: 'TOKEN in main', after: 'hush' },
          { area: 'exposure', path: 'http', after: 'Public' },
        ],
        blockers: [],
        warnings: [
          {
            reason: 'ConnectionTargetNotRunning',
            message:
              'greeter connects to catalog, which does not run in staging.',
          },
        ],
        isProduction: false,
        requiresApproval: false,
        gates: [],
      }),
    ).toEqual([
      'departures 7f3a2c1 from development to staging, replaces 51be09d',
      '  images: main: a:1 → a:2',
      '  configuration: TOKEN in main',
      '  exposure: http: none → Public',
      '  Warning: greeter connects to catalog, which does not run in staging.',
    ]);
  });
});
