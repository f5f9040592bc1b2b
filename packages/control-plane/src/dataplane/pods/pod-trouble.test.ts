import { summarizePodTrouble } from './pod-trouble';

const pulling = {
  trouble: {
    reason: 'ImagePullBackOff',
    container: 'main',
    image: 'registry.test/app:9',
  },
};
const crashing = {
  trouble: { reason: 'CrashLoopBackOff', container: 'main' },
};

describe('summarizePodTrouble', () => {
  it('counts the affected pods', () => {
    expect(summarizePodTrouble([pulling, {}, pulling])).toEqual({
      ...pulling.trouble,
      pods: 2,
      of: 3,
      message:
        'ImagePullBackOff of container main with image registry.test/app:9 (2 of 3 pods)',
    });
  });

  it('reports the most frequent reason, in any order of the pods', () => {
    const pods = [crashing, pulling, pulling];
    expect(summarizePodTrouble(pods)).toMatchObject({
      reason: 'ImagePullBackOff',
    });
    expect(summarizePodTrouble([...pods].reverse())).toEqual(
      summarizePodTrouble(pods),
    );
    expect(summarizePodTrouble([pulling, crashing])).toEqual(
      summarizePodTrouble([crashing, pulling]),
    );
  });

  it('reports nothing while all pods run', () => {
    expect(summarizePodTrouble([{}, {}])).toBeUndefined();
    expect(summarizePodTrouble([])).toBeUndefined();
  });
});
