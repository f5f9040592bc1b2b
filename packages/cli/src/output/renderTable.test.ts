import { PassThrough } from 'node:stream';
import { renderTable } from './renderTable';

const terminal = (columns: number) =>
  Object.assign(new PassThrough(), { isTTY: true, columns });

const rows = [
  {
    name: 'departures',
    state: 'Failed',
    message: 'the image cannot be pulled',
  },
  { name: 'board', state: 'Ready', message: undefined },
];

describe('renderTable', () => {
  it('aligns columns, and leaves out those without a value', () => {
    expect(
      renderTable(
        [
          { name: 'a', deployedBy: 'x' },
          { name: 'bcd', url: '' },
        ],
        new PassThrough(),
      ),
    ).toBe('NAME  DEPLOYED BY\na     x\nbcd');
  });

  it('cuts nothing without a terminal', () => {
    expect(renderTable(rows, new PassThrough())).toContain(
      'departures  Failed  the image cannot be pulled',
    );
  });

  it('fits a terminal', () => {
    const lines = renderTable(rows, terminal(34)).split('\n');
    // eslint-disable-next-line no-control-regex
    const widths = lines.map(line => line.replace(/\x1b\[\d+m/g, '').length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(34);
    expect(lines.join('\n')).toContain('…');
  });

  it('shows states in colour on a terminal only', () => {
    expect(renderTable(rows, terminal(80))).toContain('\x1b[31mFailed\x1b[39m');
    expect(renderTable(rows, new PassThrough())).not.toContain('\x1b');
  });

  it('takes control characters out of messages', () => {
    const text = renderTable(
      [{ message: 'first\n\x1b[2Jsecond' }],
      new PassThrough(),
    );
    expect(text).toBe('MESSAGE\nfirst second');
  });
});
