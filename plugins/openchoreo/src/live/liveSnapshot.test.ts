import { liveSnapshot } from './liveSnapshot';

const answer = { name: 'greeter' };
const error = new Error('It failed');
const failed = (status: number) => ({ status, error });

describe('liveSnapshot', () => {
  it.each([
    ['no answer yet', {}, { status: 'live' }, { connection: 'connecting' }],
    [
      'an answer',
      { answer },
      { status: 'live' },
      { connection: 'live', answer },
    ],
    [
      'a lost stream',
      { answer },
      { status: 'reconnecting', error },
      { connection: 'reconnecting', answer, error },
    ],
    [
      'a rejected stream',
      { answer },
      { status: 'stopped', error },
      { connection: 'stopped', answer, error },
    ],
    [
      'a component that is not known yet',
      { failure: failed(404) },
      { status: 'live' },
      { connection: 'connecting', error },
    ],
    [
      'a component that was deleted',
      { answer, failure: failed(404) },
      { status: 'live' },
      { connection: 'deleted', error },
    ],
    [
      'a control plane that cannot be read now',
      { answer, failure: failed(503) },
      { status: 'live' },
      { connection: 'reconnecting', answer, error },
    ],
    [
      'a read that is forbidden',
      { failure: failed(403) },
      { status: 'live' },
      { connection: 'stopped', error },
    ],
  ] as const)('has the connection of %s', (_, received, stream, snapshot) => {
    expect(liveSnapshot(received, stream)).toEqual(snapshot);
  });
});
