import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Writable } from 'node:stream';

/** A log on a stream, a line for each message, or none. */
export function createLogger(
  stream: Writable,
  isVerbose: boolean,
): LoggerService {
  const write = (level: string) => (message: string) => {
    if (isVerbose) stream.write(`${level}: ${message}\n`);
  };
  const logger: LoggerService = {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: () => {},
    child: () => logger,
  };
  return logger;
}
