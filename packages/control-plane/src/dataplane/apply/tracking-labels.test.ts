import { labelValue } from './tracking-labels';

describe('labelValue', () => {
  it('keeps a text within the limit', () => {
    const fitting = 'a'.repeat(63);
    expect(labelValue(fitting)).toBe(fitting);
  });

  it('truncates a text over the limit and keeps two of them distinct', () => {
    const long = 'a'.repeat(64);
    const longer = 'a'.repeat(65);
    expect(labelValue(long)).toMatch(/^a{54}-[0-9a-f]{8}$/);
    expect(labelValue(long)).not.toBe(labelValue(longer));
  });
});
