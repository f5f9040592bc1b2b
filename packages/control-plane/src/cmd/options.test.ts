import { UsageError, parseOptions } from './options';

describe('parseOptions', () => {
  it('uses leader election and serves metrics on loopback by default', () => {
    expect(parseOptions([])).toMatchObject({
      leaderElect: true,
      installCrds: false,
      metricsPort: 9464,
      bindAddress: '127.0.0.1',
      logFormat: 'json',
    });
  });

  it('accepts flags with and without a value', () => {
    expect(
      parseOptions(['--install-crds', '--leader-elect=false']),
    ).toMatchObject({ installCrds: true, leaderElect: false });
  });

  it('parses a list of organizations', () => {
    expect(parseOptions(['--organizations', 'a, b']).organizations).toEqual([
      'a',
      'b',
    ]);
  });

  it.each([
    [['--metrics-port', 'x'], /--metrics-port must be a port number/],
    [['--metrics-port', '70000'], /--metrics-port must be a port between/],
    [['--leader-elect=perhaps'], /--leader-elect must be true or false/],
    [['--controllers', 'none'], /--controllers must be all or promotion/],
    [['--log-format', 'xml'], /--log-format must be json or text/],
    [['--nonsense'], /nonsense/],
    [['stray'], /stray/],
  ])('rejects %j with a message', (args, message) => {
    expect(() => parseOptions(args)).toThrow(UsageError);
    expect(() => parseOptions(args)).toThrow(message);
  });
});
