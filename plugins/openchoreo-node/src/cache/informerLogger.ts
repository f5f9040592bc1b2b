import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Logger } from '@promenade/kube-client';

/** Backstage's logger as informers want one: what they add may be anything, and Backstage's takes JSON. */
export function informerLogger(logger: LoggerService): Logger {
  const say =
    (level: 'debug' | 'info' | 'warn' | 'error'): Logger['debug'] =>
    (message, meta) =>
      logger[level](message, meta && JSON.parse(JSON.stringify(meta)));
  return {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
  };
}
