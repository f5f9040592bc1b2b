// Many boards that are followed at once, while the states of their deployments change.
import { setTimeout as sleep } from 'node:timers/promises';
import { loadPackage } from '../lib/load-package.mjs';
import { percentile } from '../lib/percentile.mjs';
import {
  componentName,
  environments,
  organization,
  projectName,
} from './platform.mjs';

const { OpenChoreoClient, reads } = loadPackage(
  '@promenade/backstage-plugin-openchoreo-common',
);

const maxBoards = 200;
const changesPerSecond = 50;
const seconds = 20;
/** How long a change may take to arrive, before it counts as lost. */
const lostAfterMs = 30_000;

/** The followers share these identities, because a caller may have only so many streams. */
export const tokens = Array.from(
  { length: 8 },
  (_, index) => `bench-token-of-caller-${index}`,
);

/** A client of the portal as one of the callers. */
const clientOf = (url, token) =>
  new OpenChoreoClient({
    discoveryApi: { getBaseUrl: async id => `${url}/api/${id}` },
    fetchApi: {
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('authorization', `Bearer ${token}`);
        return fetch(input, { ...init, headers });
      },
    },
  });

/** Follows the board of a component. Resolves when its first answer is there. */
function followBoard(client, number, signal, onAnswer) {
  const input = {
    organization,
    project: projectName(number),
    component: componentName(number),
  };
  const topic = { id: 'board', read: reads.getDeployBoard.name, input };
  return new Promise((resolve, reject) => {
    client
      .followReads([topic], {
        signal,
        onMessage(message) {
          if (message.type === 'failed') reject(new Error(message.message));
          if (message.type !== 'answer') return;
          onAnswer(message.answer);
          resolve();
        },
      })
      .catch(error => {
        if (!signal.aborted) reject(error);
      });
  });
}

/**
 * Follows boards, changes states of their deployments at a fixed rate, and measures the time from each write until the board of the
 * component has it.
 *
 * @param {import('./portal.mjs').Portal} portal
 * @param {Awaited<ReturnType<typeof import('./platform.mjs').openStateWriter>>} writer
 * @param {number} components of the platform
 */
export async function measureLiveBoards(portal, writer, components) {
  const boardCount = Math.min(maxBoards, components);
  const idle = await portal.heapMB();
  const stop = new AbortController();
  /** When the change with a message was written, by message. */
  const written = new Map();
  const times = [];
  const receive = board => {
    const now = performance.now();
    for (const { message } of board.environments) {
      if (!written.has(message)) continue;
      times.push(now - written.get(message));
      written.delete(message);
    }
  };
  try {
    await Promise.all(
      Array.from({ length: boardCount }, (_, number) =>
        followBoard(
          clientOf(portal.url, tokens[number % tokens.length]),
          number,
          stop.signal,
          receive,
        ),
      ),
    );
    const open = await portal.heapMB();
    const changes = changesPerSecond * seconds;
    await changeAtRate(changes, async (number, message) => {
      // A board shows one message of a deployment: each change is of another one, so that none hides another.
      const environment =
        environments[Math.floor(number / boardCount) % environments.length];
      written.set(message, performance.now());
      await writer.setMessage(number % boardCount, environment, message);
    });
    const deadline = Date.now() + lostAfterMs;
    while (written.size > 0 && Date.now() < deadline) await sleep(100);
    return {
      boards: boardCount,
      changes,
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
      max: Math.max(...times),
      lost: written.size,
      kilobytesPerBoard: ((open - idle) * 1000) / boardCount,
    };
  } finally {
    stop.abort();
  }
}

/** Makes changes that begin at a fixed rate, and waits for their writes. */
async function changeAtRate(count, change) {
  const began = performance.now();
  const pending = [];
  for (let number = 0; number < count; number += 1) {
    const due = began + (number * 1000) / changesPerSecond;
    await sleep(Math.max(0, due - performance.now()));
    pending.push(change(number, `Change ${number} of the benchmark.`));
  }
  await Promise.all(pending);
}
