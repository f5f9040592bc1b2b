import type {
  LogMessage,
  OpenChoreoApi,
} from '@promenade/backstage-plugin-openchoreo-common';
import { responseError } from '../__testUtils__';
import { followLog, type LogUpdate } from './followLog';

const log = {
  organization: 'default',
  project: 'shop',
  component: 'greeter',
  environment: 'staging',
  pod: 'greeter-1',
};
const request: OpenChoreoApi['request'] = async () => {
  throw new Error('No request is expected');
};
const lines = (text: string): LogMessage => ({
  type: 'lines',
  lines: [{ text }],
});

/** Follows a log over streams that each send messages, then end or break. */
async function follow(
  streams: readonly { messages: readonly LogMessage[]; breaks?: Error }[],
): Promise<LogUpdate[]> {
  const rest = [...streams];
  const updates: LogUpdate[] = [];
  let isDone = false;
  const following = followLog(
    {
      request,
      async streamLog(_read, _log, { onMessage }) {
        const { messages = [], breaks } = rest.shift() ?? {};
        messages.forEach(onMessage);
        if (breaks) throw breaks;
      },
    },
    log,
    new AbortController().signal,
    update => updates.push(update),
  ).finally(() => {
    isDone = true;
  });
  const passTime = async () => {
    while (!isDone) await jest.advanceTimersByTimeAsync(1000);
  };
  await Promise.all([following, passTime()]);
  return updates;
}

describe('followLog', () => {
  beforeAll(() => jest.useFakeTimers());
  afterAll(() => jest.useRealTimers());

  it('ends when the container exits', async () => {
    const updates = await follow([
      { messages: [lines('a'), { type: 'end', reason: 'exited' }] },
    ]);
    expect(updates).toEqual([
      { type: 'begin', isStream: true },
      lines('a'),
      { type: 'end' },
    ]);
  });

  it('opens a stream again that breaks', async () => {
    const updates = await follow([
      { messages: [lines('a')], breaks: new Error('connection lost') },
      { messages: [lines('b'), { type: 'end', reason: 'exited' }] },
    ]);
    expect(updates.map(({ type }) => type)).toEqual([
      'begin',
      'lines',
      'interrupted',
      'begin',
      'lines',
      'end',
    ]);
  });

  it('opens a stream again after the portal was not reachable', async () => {
    const updates = await follow([
      { messages: [lines('a')], breaks: new Error('connection lost') },
      { messages: [], breaks: new TypeError('Failed to fetch') },
      { messages: [], breaks: await responseError(503) },
      { messages: [lines('b'), { type: 'end', reason: 'exited' }] },
    ]);
    expect(updates.map(({ type }) => type)).toEqual([
      'begin',
      'lines',
      'interrupted',
      'begin',
      'lines',
      'end',
    ]);
  });

  it('fails when a log that broke may no longer be read', async () => {
    await expect(
      follow([
        { messages: [lines('a')], breaks: new Error('connection lost') },
        { messages: [], breaks: await responseError(404) },
      ]),
    ).rejects.toThrow('404');
  });

  it('fails when the log cannot be read', async () => {
    await expect(
      follow([{ messages: [], breaks: new Error('forbidden') }]),
    ).rejects.toThrow('forbidden');
  });
});
