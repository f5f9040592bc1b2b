import type { Release } from '@promenade/openchoreo-model';
import { statusDebounceMs } from '../../runtime/status-debounce';
import { mayGoUntoldMs } from './passing';
import type { ReleaseStatus } from './status';

const generation = 2;

const statusOf = (reason: string, appliedHash = 'a'): ReleaseStatus => ({
  observedGeneration: generation,
  appliedHash,
  conditions: [
    {
      type: 'Ready',
      status: reason === 'Healthy' ? 'True' : 'False',
      reason,
      message: '',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    },
  ],
});

const told = (status?: ReleaseStatus): Release => ({
  apiVersion: 'openchoreo.dev/v1alpha1',
  kind: 'Release',
  metadata: { name: 'greeter', namespace: 'acme', generation },
  spec: {
    owner: { projectName: 'shop', componentName: 'greeter' },
    environmentName: 'development',
  },
  ...(status && { status }),
});

describe('of a Release may go untold for a moment', () => {
  it('that it is on its way for the first time', () => {
    expect(mayGoUntoldMs(told(), statusOf('Progressing'))).toBe(
      statusDebounceMs,
    );
  });

  it('how far it is on its way', () => {
    const release = told(statusOf('Progressing'));
    expect(mayGoUntoldMs(release, statusOf('Progressing'))).toBe(
      statusDebounceMs,
    );
  });
});

describe('of a Release is told at once', () => {
  it.each(['Healthy', 'Degraded', 'ApplyFailed'])(
    'what came of it: %s',
    reason => {
      expect(mayGoUntoldMs(told(), statusOf(reason))).toBe(0);
    },
  );

  it('that it is healthy no more', () => {
    const release = told(statusOf('Healthy'));
    expect(mayGoUntoldMs(release, statusOf('Progressing'))).toBe(0);
  });

  it('that something else is applied than was told', () => {
    const release = told(statusOf('Progressing'));
    expect(mayGoUntoldMs(release, statusOf('Progressing', 'b'))).toBe(0);
  });
});
