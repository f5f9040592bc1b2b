// The benchmark `throughput`.
import { NotHere, apiServers } from '../lib/api-servers.mjs';
import { measureThroughput } from './measure.mjs';
import { reportThroughput } from './report.mjs';

/** Measures on each API in turn; one that is not to be had is left out with a sentence. */
export async function throughput({ apis, components, rest, profile, say }) {
  const results = {};
  for (const api of apis) {
    try {
      const server = await apiServers[api]();
      const interrupted = () => server.stop().then(() => process.exit(130));
      process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
      try {
        results[api] = await measureThroughput(server, {
          components,
          restSeconds: rest,
          profile,
        });
      } finally {
        process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
        await server.stop();
      }
      say(reportThroughput(api, results[api]));
    } catch (error) {
      if (!(error instanceof NotHere)) throw error;
      results[api] = { skipped: error.message };
      say(error.message);
    }
  }
  return results;
}
