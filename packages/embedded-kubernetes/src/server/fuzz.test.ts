import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { RequestFuzzer } from '../__testUtils__/request-fuzzer';
import { startProcess } from '../__testUtils__/start-process';
import { installWidgets } from '../__testUtils__/widgets';

/** More requests, and other ones: `PROMENADE_FUZZ_REQUESTS=20000 PROMENADE_FUZZ_SEED=7`. */
const requestCount = Number(process.env.PROMENADE_FUZZ_REQUESTS ?? 600);
const seed = Number(process.env.PROMENADE_FUZZ_SEED ?? 1);
const timeoutMs = 20_000;

it(
  `responds to ${requestCount} random requests without an internal error`,
  async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'promenade-fuzz-'));
    const server = await startProcess(folder, ['--simulate-data-plane']);
    await installWidgets(server.client);
    const fuzzer = new RequestFuzzer(seed);
    const failures: string[] = [];
    const codes = new Map<number, number>();
    let sent = 0;
    while (sent < requestCount && !server.hasExited()) {
      for (const request of fuzzer.next()) {
        const { method, path: target, isWatch, ...options } = request;
        sent += 1;
        const description = `${method} ${target} ${
          options.contentType
        } ${String(options.body).slice(0, 2000)}`;
        try {
          if (isWatch) {
            (await server.client.watch(target, options)).stop();
            continue;
          }
          const { code, body } = await server.client.request(method, target, {
            ...options,
            timeoutMs,
          });
          codes.set(code, (codes.get(code) ?? 0) + 1);
          if (code === 500) {
            failures.push(`${description}: ${JSON.stringify(body)}`);
          }
        } catch (error) {
          failures.push(`${description}: ${error}`);
        }
      }
    }
    const alive = await server.client.get('/livez').catch(() => undefined);
    await server.end('SIGKILL');
    fs.rmSync(folder, { recursive: true, force: true });
    expect(failures).toEqual([]);
    expect(alive?.code).toBe(200);
    // Both valid and invalid requests are among them.
    expect([...codes.keys()]).toEqual(
      expect.arrayContaining([200, 201, 400, 404, 409, 415, 422]),
    );
  },
  requestCount * 1000,
);
