import { matchesFormat } from './formats';

const samples: [format: string, good: string[], bad: string[]][] = [
  [
    'date-time',
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.123+02:00'],
    ['2026-01-02', 'yesterday', '2026-02-30T00:00:00Z'],
  ],
  ['date', ['2024-02-29'], ['2026-02-29', '2026-1-2']],
  ['duration', ['1h30m', '10s', '1.5h', '22 ns', '3 days'], ['1x', 'soon', '']],
  ['ipv4', ['10.0.0.1'], ['10.0.0', '::1']],
  ['ipv6', ['::1'], ['10.0.0.1']],
  ['cidr', ['10.0.0.0/8', '::/0'], ['10.0.0.0', '10.0.0.0/33']],
  ['uri', ['https://example.com/a', '/path'], ['not a uri', '']],
  ['uuid', ['123e4567-e89b-12d3-a456-426614174000'], ['123']],
  [
    'uuid4',
    ['123e4567-e89b-42d3-a456-426614174000'],
    ['123e4567-e89b-12d3-a456-426614174000'],
  ],
  ['hostname', ['example.com', 'localhost'], ['-a', 'a b']],
  ['byte', ['YQ=='], ['???']],
  ['email', ['a@example.com'], ['a']],
];

describe('matchesFormat', () => {
  it.each(samples)('validates the format %s', (format, good, bad) => {
    expect(good.filter(text => !matchesFormat(format, text))).toEqual([]);
    expect(bad.filter(text => matchesFormat(format, text))).toEqual([]);
  });

  it('accepts any text for an unknown format', () => {
    expect(matchesFormat('semver', 'whatever')).toBe(true);
  });
});
