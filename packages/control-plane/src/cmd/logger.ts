import { Logger } from '@promenade/kube-client';
import pino from 'pino';
import { textLine } from './text-line';

export const logFormats = ['json', 'text'] as const;
export type LogFormat = (typeof logFormats)[number];
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Where log lines go; standard error of the process is one. */
export interface LogSink {
  write(line: string): void;
}

/** A logger that writes one JSON object a line, or the same as a line for people. */
export function createLogger(options: {
  level: LogLevel;
  format: LogFormat;
  sink: LogSink;
}): Logger {
  const sink: LogSink =
    options.format === 'json'
      ? options.sink
      : { write: line => options.sink.write(textLine(line)) };
  const logger = pino(
    {
      level: options.level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
    },
    sink,
  );
  return {
    debug: (message, meta) => logger.debug(meta ?? {}, message),
    info: (message, meta) => logger.info(meta ?? {}, message),
    warn: (message, meta) => logger.warn(meta ?? {}, message),
    error: (message, meta) => logger.error(meta ?? {}, message),
  };
}
