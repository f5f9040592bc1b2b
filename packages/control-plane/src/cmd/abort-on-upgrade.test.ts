import { once } from 'node:events';
import { DiscoveredResource, silentLogger } from '@promenade/kube-client';
import { abortOnUpgrade } from './abort-on-upgrade';
import {
  releaseBindingKind,
  releaseBindingKinds,
} from '../core/release-binding/kinds';

const discovered = (kind: string): DiscoveredResource | undefined => {
  const found = releaseBindingKinds.find(each => each.kind === kind);
  return found && { ...found, verbs: [], subresources: [], preferred: true };
};

describe('abortOnUpgrade', () => {
  it('waits for all kinds of OpenChoreo 1.x, also while the API server does not respond', async () => {
    let looks = 0;
    const resourceFor = async (_apiVersion: string, kind: string) => {
      if (kind !== releaseBindingKind.kind) return discovered(kind);
      looks += 1;
      if (looks === 1) throw new Error('connection refused');
      return looks === 2 ? undefined : discovered(kind);
    };
    const stop = new AbortController();
    const signal = abortOnUpgrade(
      { resourceFor },
      silentLogger,
      stop.signal,
      1,
    );
    await once(signal, 'abort');
    expect(looks).toBe(3);
    expect(stop.signal.aborted).toBe(false);
  });

  it('ends with the process', () => {
    const stop = new AbortController();
    const resourceFor = async () => undefined;
    const signal = abortOnUpgrade({ resourceFor }, silentLogger, stop.signal);
    stop.abort();
    expect(signal.aborted).toBe(true);
  });
});
