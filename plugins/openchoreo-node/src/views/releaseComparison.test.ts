import { releaseComparison } from './releaseComparison';

const history = ['a', 'b', 'c'].map(hash => ({ name: `app-${hash}`, hash }));
const compare = (here: string | undefined, hash?: string) =>
  releaseComparison(here, { environment: 'staging', hash }, history);

describe('releaseComparison', () => {
  it('counts by how many releases one is ahead of the other', () => {
    expect(compare('c', 'a')).toEqual({
      environment: 'staging',
      relation: 'ahead',
      by: 2,
    });
  });

  it('says that one is behind after a roll-back', () => {
    expect(compare('a', 'b')).toMatchObject({ relation: 'behind', by: 1 });
  });

  it('knows the same release by its content', () => {
    expect(compare('b', 'b')).toMatchObject({ relation: 'same' });
  });

  it('does not count where a release is not in the history', () => {
    expect(compare('b', 'unknown')).toEqual({
      environment: 'staging',
      relation: 'different',
    });
  });

  it('says that the other has none', () => {
    expect(compare('b')).toMatchObject({ relation: 'absent' });
  });

  it('compares nothing where nothing runs', () => {
    expect(compare(undefined, 'b')).toBeUndefined();
  });
});
