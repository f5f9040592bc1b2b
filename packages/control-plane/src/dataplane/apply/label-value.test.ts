import { labelValue } from './label-value';

describe('labelValue', () => {
  it('keeps what fits as it is', () => {
    const fitting = 'a'.repeat(63);
    expect(labelValue(fitting)).toBe(fitting);
  });

  it('cuts what is too long, and keeps two such texts apart', () => {
    const long = 'a'.repeat(64);
    const longer = 'a'.repeat(65);
    expect(labelValue(long)).toMatch(/^a{54}-[0-9a-f]{8}$/);
    expect(labelValue(long)).not.toBe(labelValue(longer));
  });
});
