import { Logger } from '@promenade/kube-client';
import pino from 'pino';
import { z } from 'zod';

export const logFormats = ['json', 'text'] as const;
export type LogFormat = (typeof logFormats)[number];
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Destination of log lines, for example standard error. */
export interface LogSink {
  write(line: string): void;
}

/** Returns a logger that writes a JSON object per line, or readable text. */
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

const lineSchema = z.looseObject({
  level: z.string(),
  time: z.string(),
  msg: z.string().default(''),
});

/** Formats a JSON log line as `14:02:11 INFO  message key=value …`. Other lines are returned unchanged. */
export function textLine(line: string): string {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return line;
  }
  const parsed = lineSchema.safeParse(json);
  if (!parsed.success) {
    return line;
  }
  const { level, time, msg, ...rest } = parsed.data;
  const fields = Object.entries(rest).map(
    ([name, value]) => ` ${name}=${fieldText(value)}`,
  );
  const timeOfDay = time.slice(11, 19);
  return `${timeOfDay} ${level.toUpperCase().padEnd(5)} ${msg}${fields.join(
    '',
  )}\n`;
}

function fieldText(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'message' in value) {
    return JSON.stringify(value.message);
  }
  return typeof value === 'string' && !/\s/.test(value)
    ? value
    : JSON.stringify(value);
}
