import { textLine } from './logger';

describe('textLine', () => {
  it('writes time, level, message and fields on one line', () => {
    expect(
      textLine(
        '{"level":"warn","time":"2026-03-01T14:02:11.123Z","msg":"Retrying","key":"a/b","why":"no answer","error":{"message":"reset","stack":"…"}}',
      ),
    ).toBe('14:02:11 WARN  Retrying key=a/b why="no answer" error="reset"\n');
  });

  it('returns other lines unchanged', () => {
    expect(textLine('plain\n')).toBe('plain\n');
  });
});
