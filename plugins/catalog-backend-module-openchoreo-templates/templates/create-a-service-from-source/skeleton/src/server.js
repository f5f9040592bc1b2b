import { createServer } from 'node:http';

/** Creates the HTTP server of the service. It does not listen yet. */
export function createService() {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (pathname === '/healthz') {
      response.writeHead(204).end();
    } else if (pathname === '/') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: 'Hello from ${{ values.name }}' }));
    } else {
      response.writeHead(404).end();
    }
  });
}
