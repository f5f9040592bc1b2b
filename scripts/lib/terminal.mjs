// What the two commands print: one line a step, alive while it works, one sentence when it fails.
const tty = Boolean(process.stdout.isTTY) && !process.env.CI;
const colour = tty && !process.env.NO_COLOR;
const paint = (code, text) =>
  colour ? `\u001b[${code}m${text}\u001b[0m` : text;

export const green = text => paint(32, text);
export const red = text => paint(31, text);
export const dim = text => paint(2, text);
export const bold = text => paint(1, text);

/** A failure a person can act on: what failed, and the likely remedy. */
export class StepFailure extends Error {
  /**
   * @param {string} message one sentence: what failed
   * @param {{ remedy?: string, log?: string, cause?: unknown }} [options]
   */
  constructor(message, { remedy, log, cause } = {}) {
    super(message, { cause });
    this.name = 'StepFailure';
    this.remedy = remedy;
    this.log = log;
  }
}

const frames = ['◐', '◓', '◑', '◒'];
const aliveAfter = 2_000;
const plainEvery = 15_000;

let isLeft = false;

/** Failures that the line of their step has told already. */
const told = new WeakSet();

/** From now on no step says anything: what ends because a person asked for it has not failed. */
export function fallSilent() {
  isLeft = true;
}

const line = (mark, title, detail) =>
  `  ${mark} ${title.padEnd(16)} ${detail}`.trimEnd();

/**
 * Runs one step and prints its line. Beyond two seconds the line shows that it is alive: a turning mark on a
 * terminal, a sentence every 15 seconds elsewhere.
 *
 * @template T
 * @param {string} title what the step is called, e.g. `Dependencies`
 * @param {(say: (doing: string) => void) => Promise<{ detail: string, value?: T }>} work
 * @returns {Promise<T | undefined>}
 */
export async function step(title, work) {
  const started = Date.now();
  let doing = 'working';
  let frame = 0;
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const alive = () => {
    if (isLeft || Date.now() - started < aliveAfter) return;
    if (tty) {
      frame += 1;
      const mark = dim(frames[frame % frames.length]);
      process.stdout.write(
        `\r\u001b[2K${line(mark, title, `${doing}, ${seconds()} s`)}`,
      );
    } else if (seconds() * 1000 >= plainEvery * (frame + 1)) {
      frame += 1;
      console.log(line('·', title, `${doing}, ${seconds()} s`));
    }
  };
  const timer = setInterval(alive, tty ? 120 : 1_000);
  const finish = (mark, detail) => {
    clearInterval(timer);
    if (tty) process.stdout.write('\r\u001b[2K');
    if (isLeft) return;
    console.log(line(mark, title, detail));
  };
  try {
    const { detail, value } = await work(text => {
      doing = text;
    });
    finish(green('✓'), detail);
    return value;
  } catch (error) {
    finish(red('✕'), messageOf(error));
    if (error instanceof Error) told.add(error);
    throw error;
  }
}

const messageOf = error =>
  error instanceof Error ? error.message : String(error);

/** Prints a failure the way people can use it and returns the exit status. */
export function reportFailure(error, { verbose }) {
  if (!told.has(error)) console.error(`\n  ${red('✕')} ${messageOf(error)}`);
  if (error instanceof StepFailure) {
    if (error.remedy) console.error(`\n  ${error.remedy}`);
    if (error.log) console.error(`  Log: ${error.log}`);
  }
  if (verbose) console.error(error);
  else console.error(dim('  --verbose shows more.'));
  return 1;
}
