// The benchmark `throughput`.
import { ApiUnavailableError, apiServers } from '../lib/api-servers.mjs';
import { measureThroughput } from './measure.mjs';
import { reportThroughput } from './report.mjs';

/** Measures each API in turn. Skips an API that cannot be started on this machine. */
export async function throughput({ apis, components, idle, profile, print }) {
  const results = {};
  for (const api of apis) {
    try {
      const server = await apiServers[api]();
      const interrupted = () => server.stop().then(() => process.exit(130));
      process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
      try {
        results[api] = await measureThroughput(server, {
          components,
          idleSeconds: idle,
          profile,
        });
      } finally {
        process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
        await server.stop();
      }
      print(reportThroughput(api, results[api]));
    } catch (error) {
      if (!(error instanceof ApiUnavailableError)) throw error;
      results[api] = { skipped: error.message };
      print(error.message);
    }
  }
  return results;
}
