import type {
  LogMessage,
  OpenChoreoApi,
} from '@promenade/backstage-plugin-openchoreo-common';
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
  await followLog(
    {
      request,
      async streamLog(_log, { onMessage }) {
        const { messages = [], breaks } = rest.shift() ?? {};
        messages.forEach(onMessage);
        if (breaks) throw breaks;
      },
    },
    log,
    new AbortController().signal,
    update => updates.push(update),
  );
  return updates;
}

describe('followLog', () => {
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

  it('fails when the log cannot be read', async () => {
    await expect(
      follow([{ messages: [], breaks: new Error('forbidden') }]),
    ).rejects.toThrow('forbidden');
  });
});
