import { waitFor } from '@testing-library/react';
import { sampleBoards, SampleApi } from '../__testUtils__';
import { InMemoryLocks } from '../__testUtils__/InMemoryLocks';
import type { TabMessage } from './BrowserTab';
import { SharedConnection } from './SharedConnection';

const topic = (component: string) => ({
  id: component,
  read: 'get-deploy-board',
  input: { organization: 'default', project: 'shop', component },
});

/** A backend that counts its streams. */
class CountingApi extends SampleApi {
  readonly topicsOfStreams = new Map<AbortSignal, string[]>();

  readonly followReads: SampleApi['followReads'] = async (topics, options) => {
    const { signal } = options;
    const ids = topics.map(({ id }) => id);
    this.topicsOfStreams.set(signal, ids);
    signal.addEventListener('abort', () => this.topicsOfStreams.delete(signal));
    for (const each of topics) options.onMessage(await this.answerTopic(each));
    await new Promise<void>(resolve => {
      signal.addEventListener('abort', () => resolve());
    });
  };

  /** The topics of each open stream. */
  get streams(): string[][] {
    return [...this.topicsOfStreams.values()].map(ids => [...ids].sort());
  }
}

/** A browser with tabs that follow topics. */
function openBrowser() {
  const api = new CountingApi(sampleBoards.ready);
  const locks = new InMemoryLocks();
  const channels = new Set<(message: TabMessage) => void>();
  const openTab = (...components: string[]) => {
    const received: string[] = [];
    const connection = new SharedConnection({
      api,
      locks,
      name: 'test',
      random: () => 0,
      onUpdate: update =>
        received.push(update.type === 'stream' ? update.status : update.id),
      openChannel: (_, onMessage) => {
        channels.add(onMessage);
        return {
          send: message =>
            channels.forEach(each => {
              if (each !== onMessage) setTimeout(() => each(message));
            }),
          close: () => channels.delete(onMessage),
        };
      },
    });
    connection.follow(components.map(topic));
    return { connection, received };
  };
  return { api, openTab };
}

describe('SharedConnection', () => {
  it('has one stream for forty tabs, which all get their answers', async () => {
    const { api, openTab } = openBrowser();
    const names = Array.from(
      { length: 40 },
      (_, index) => `component-${index}`,
    );
    const tabs = names.map(name => openTab(name));
    await waitFor(() => {
      expect(api.streams).toEqual([[...names].sort()]);
      tabs.forEach(({ received }, index) =>
        expect(received).toContain(names[index]),
      );
    });
  });

  it('answers a tab at once what another one follows already', async () => {
    const { api, openTab } = openBrowser();
    const first = openTab('greeter');
    await waitFor(() => expect(first.received).toContain('greeter'));
    const second = openTab('greeter');
    await waitFor(() =>
      expect(second.received).toEqual(
        expect.arrayContaining(['greeter', 'live']),
      ),
    );
    expect(api.streams).toEqual([['greeter']]);
  });

  it('lets another tab have the stream when its tab is closed', async () => {
    const { api, openTab } = openBrowser();
    const first = openTab('greeter');
    await waitFor(() => expect(first.received).toContain('greeter'));
    const second = openTab('cart');
    await waitFor(() => expect(second.received).toContain('cart'));
    second.received.length = 0;
    first.connection.close();
    await waitFor(() => expect(api.streams).toEqual([['cart']]));
    await waitFor(() => expect(second.received).toContain('live'));
  });

  it('does not follow any more what only a closed tab wanted', async () => {
    const { api, openTab } = openBrowser();
    openTab('greeter');
    const second = openTab('cart');
    await waitFor(() => expect(second.received).toContain('cart'));
    second.connection.close();
    await waitFor(() => expect(api.streams).toEqual([['greeter']]));
  });

  it('connects again when any tab asks for it', async () => {
    const { api, openTab } = openBrowser();
    openTab('greeter');
    const second = openTab('cart');
    await waitFor(() => expect(second.received).toContain('cart'));
    const [before] = api.topicsOfStreams.keys();
    second.connection.reconnect();
    await waitFor(() => {
      const [after] = api.topicsOfStreams.keys();
      expect(after).not.toBe(before);
      expect(api.streams).toHaveLength(1);
    });
  });
});
