import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Logger } from '@promenade/kube-client';

/** Adapts Backstage's logger for informers: their metadata may hold any value, Backstage's only JSON. */
export function informerLogger(logger: LoggerService): Logger {
  const log =
    (level: 'debug' | 'info' | 'warn' | 'error'): Logger['debug'] =>
    (message, meta) =>
      logger[level](message, meta && JSON.parse(JSON.stringify(meta)));
  return {
    debug: log('debug'),
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
  };
}
