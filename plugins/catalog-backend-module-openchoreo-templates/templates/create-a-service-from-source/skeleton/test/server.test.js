import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { createService } from '../src/server.js';

const service = createService();
let url;

before(async () => {
  await new Promise(listening => service.listen(0, listening));
  url = `http://localhost:${service.address().port}`;
});
after(() => service.close());

it('greets the caller', async () => {
  const response = await fetch(url);
  assert.deepEqual(await response.json(), { message: 'Hello from ${{ values.name }}' });
});

it('reports that it runs', async () => {
  assert.equal((await fetch(`${url}/healthz`)).status, 204);
});
