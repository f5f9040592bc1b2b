import { podTroubleAmong } from './pod-trouble';

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

describe('podTroubleAmong', () => {
  it('counts the pods that have the trouble', () => {
    expect(podTroubleAmong([pulling, {}, pulling])).toEqual({
      ...pulling.trouble,
      pods: 2,
      of: 3,
      message:
        'ImagePullBackOff of container main with image registry.test/app:9 (2 of 3 pods)',
    });
  });

  it('is what most pods have, in whatever order they come', () => {
    const pods = [crashing, pulling, pulling];
    expect(podTroubleAmong(pods)).toMatchObject({ reason: 'ImagePullBackOff' });
    expect(podTroubleAmong([...pods].reverse())).toEqual(podTroubleAmong(pods));
    expect(podTroubleAmong([pulling, crashing])).toEqual(
      podTroubleAmong([crashing, pulling]),
    );
  });

  it('is none where all is well', () => {
    expect(podTroubleAmong([{}, {}])).toBeUndefined();
    expect(podTroubleAmong([])).toBeUndefined();
  });
});
