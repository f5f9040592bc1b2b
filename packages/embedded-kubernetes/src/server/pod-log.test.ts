import {
  startTestServer,
  waitFor,
  type TestServer,
} from '../__testUtils__/test-server';
import { pick } from '../__testUtils__/api-client';
import { behaviourAnnotations } from '../simulated-data-plane/simulation-metadata';

const pods = '/api/v1/namespaces/default/pods';

function pod(
  name: string,
  annotations: Record<string, string> = {},
  containers: string[] = ['main'],
) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      annotations: { [behaviourAnnotations.delay]: '0', ...annotations },
    },
    spec: {
      containers: containers.map(container => ({
        name: container,
        image: 'app:1',
      })),
    },
  };
}

describe('the logs of pods', () => {
  let server: TestServer;

  /** Waits until the container of a pod runs or has failed. */
  const hasStarted = (name: string) =>
    waitFor(
      () => server.client.get(`${pods}/${name}`),
      ({ body }) => {
        const [state] = pick(body, '.status.containerStatuses[0].state');
        return !JSON.stringify(state ?? 'ContainerCreating').includes(
          'ContainerCreating',
        );
      },
    );

  beforeAll(async () => {
    server = await startTestServer({ simulateDataPlane: true });
    await server.client.post(pods, pod('web'));
    await server.client.post(pods, pod('two', {}, ['main', 'proxy']));
    await server.client.post(
      pods,
      pod('broken', { [behaviourAnnotations.fail]: 'ErrImagePull' }),
    );
    await server.client.post(
      pods,
      pod('crashed', {
        [behaviourAnnotations.fail]: 'CrashLoopBackOff',
        [behaviourAnnotations.message]: 'no database',
      }),
    );
    await Promise.all(['web', 'two', 'broken', 'crashed'].map(hasStarted));
  });
  afterAll(() => server.stop());

  const log = async (path: string) => {
    const { code, body, headers } = await server.client.get(`${pods}/${path}`);
    return { code, headers, text: pick(body, '.text')[0], body };
  };

  it('are plain text', async () => {
    const { code, headers, text } = await log('web/log');
    expect(code).toBe(200);
    expect(headers['content-type']).toMatch('text/plain');
    expect(text).toMatch(
      /^simulated: started container main with image app:1\n/,
    );
  });

  it('have times on request', async () => {
    const { text } = await log('web/log?timestamps=true');
    expect(text).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z simulated: started/);
  });

  it('are limited to the last lines', async () => {
    const { text } = await log('crashed/log?tailLines=1');
    expect(text).toBe('simulated: exited with code 1\n');
    expect((await log('crashed/log?tailLines=0')).text).toBe('');
  });

  it('are those of the run before the restart', async () => {
    expect((await log('crashed/log?previous=true')).text).toMatch(
      'error: no database',
    );
    expect(await log('web/log?previous=true')).toMatchObject({
      code: 400,
      body: {
        message: 'previous terminated container "main" in pod "web" not found',
      },
    });
  });

  it('need the name of one of several containers', async () => {
    expect(await log('two/log')).toMatchObject({
      code: 400,
      body: {
        message:
          'a container name must be specified for pod two, choose one of: [main proxy]',
      },
    });
    expect(await log('two/log?container=db')).toMatchObject({
      code: 400,
      body: { message: 'container db is not valid for pod two' },
    });
    expect((await log('two/log?container=proxy')).text).toMatch('proxy');
  });

  it('say why a container has none', async () => {
    expect(await log('broken/log')).toMatchObject({
      code: 400,
      body: {
        message:
          'container "main" in pod "broken" is waiting to start: ErrImagePull',
      },
    });
    expect(await log('absent/log')).toMatchObject({ code: 404 });
  });

  it('reject invalid options', async () => {
    expect(await log('web/log?tailLines=-1')).toMatchObject({
      code: 422,
      body: { message: expect.stringContaining('tailLines') },
    });
    expect(
      await log('web/log?sinceSeconds=5&sinceTime=2026-01-01T00:00:00Z'),
    ).toMatchObject({ code: 422 });
    expect(await log('web/log?sinceTime=yesterday')).toMatchObject({
      code: 400,
      body: { message: expect.stringContaining('sinceTime') },
    });
    const answer = await server.client.post(`${pods}/web/log`, {});
    expect(answer.code).toBe(405);
  });

  it('end when the pod that is followed is deleted', async () => {
    await server.client.post(pods, pod('short'));
    await waitFor(
      () => log('short/log'),
      ({ code }) => code === 200,
    );
    const followed = server.client.get(`${pods}/short/log?follow=true`);
    await server.client.delete(`${pods}/short`);
    expect(pick((await followed).body, '.text')[0]).toMatch('started');
  });
});
