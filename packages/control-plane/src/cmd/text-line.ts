import { z } from 'zod';

const lineSchema = z.looseObject({
  level: z.string(),
  time: z.string(),
  msg: z.string().default(''),
});

/** Turns a JSON log line into `14:02:11 INFO  message key=value …`; what is no such line stays as it is. */
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
  const clock = time.slice(11, 19);
  return `${clock} ${level.toUpperCase().padEnd(5)} ${msg}${fields.join('')}\n`;
}

function fieldText(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'message' in value) {
    return JSON.stringify(value.message);
  }
  return typeof value === 'string' && !/\s/.test(value)
    ? value
    : JSON.stringify(value);
}
