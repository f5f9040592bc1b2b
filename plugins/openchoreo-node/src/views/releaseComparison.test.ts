import { releaseComparison } from './releaseComparison';

const history = ['a', 'b', 'c'].map(hash => ({ name: `app-${hash}`, hash }));
const compare = (here: string | undefined, hash?: string) =>
  releaseComparison(here, { environment: 'staging', hash }, history);

describe('releaseComparison', () => {
  it('counts the releases by which one environment is ahead', () => {
    expect(compare('c', 'a')).toEqual({
      environment: 'staging',
      relation: 'ahead',
      by: 2,
    });
  });

  it('is behind after a rollback', () => {
    expect(compare('a', 'b')).toMatchObject({ relation: 'behind', by: 1 });
  });

  it('is the same for the same content hash', () => {
    expect(compare('b', 'b')).toMatchObject({ relation: 'same' });
  });

  it('is different for a release that is not in the history', () => {
    expect(compare('b', 'unknown')).toEqual({
      environment: 'staging',
      relation: 'different',
    });
  });

  it('is absent when the other environment has no release', () => {
    expect(compare('b')).toMatchObject({ relation: 'absent' });
  });

  it('is undefined when the environment has no release', () => {
    expect(compare(undefined, 'b')).toBeUndefined();
  });
});
