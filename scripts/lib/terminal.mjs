// Prints one line per step: its progress, then its result.
const tty = Boolean(process.stdout.isTTY) && !process.env.CI;
const colour = tty && !process.env.NO_COLOR;
const paint = (code, text) =>
  colour ? `\u001b[${code}m${text}\u001b[0m` : text;

const green = text => paint(32, text);
const red = text => paint(31, text);
const dim = text => paint(2, text);
export const bold = text => paint(1, text);

/** An error with a remedy. */
export class StepFailure extends Error {
  /**
   * @param {string} message one sentence that names what failed
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
/** Delay until a step shows its progress. */
const progressAfterMs = 2_000;
/** Interval of progress lines if the output is not a terminal. */
const progressLineMs = 15_000;

let isMuted = false;

/** Errors that the line of their step has already printed. */
const printedErrors = new WeakSet();

/** Stops the output of all steps: a step that is interrupted by the user has not failed. */
export function muteSteps() {
  isMuted = true;
}

const line = (mark, title, detail) =>
  `  ${mark} ${title.padEnd(16)} ${detail}`.trimEnd();

/**
 * Runs one step and prints its line. After two seconds it shows progress: a spinner on a terminal, otherwise a line every 15
 * seconds.
 *
 * @template T
 * @param {string} title name of the step, such as `Dependencies`
 * @param {(setStatus: (status: string) => void) => Promise<{ detail: string, value?: T, isSkipped?: boolean }>} work
 * @returns {Promise<T | undefined>}
 */
export async function runStep(title, work) {
  const started = Date.now();
  let status = 'working';
  let frame = 0;
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const showProgress = () => {
    if (isMuted || Date.now() - started < progressAfterMs) return;
    if (tty) {
      frame += 1;
      const mark = dim(frames[frame % frames.length]);
      process.stdout.write(
        `\r\u001b[2K${line(mark, title, `${status}, ${seconds()} s`)}`,
      );
    } else if (seconds() * 1000 >= progressLineMs * (frame + 1)) {
      frame += 1;
      console.log(line('·', title, `${status}, ${seconds()} s`));
    }
  };
  const timer = setInterval(showProgress, tty ? 120 : 1_000);
  const finish = (mark, detail) => {
    clearInterval(timer);
    if (tty) process.stdout.write('\r\u001b[2K');
    if (isMuted) return;
    console.log(line(mark, title, detail));
  };
  try {
    const { detail, value, isSkipped } = await work(text => {
      status = text;
    });
    if (isSkipped) finish(dim('-'), `skipped: ${detail}`);
    else finish(green('✓'), detail);
    return value;
  } catch (error) {
    finish(red('✕'), messageOf(error));
    if (error instanceof Error) printedErrors.add(error);
    throw error;
  }
}

const messageOf = error =>
  error instanceof Error ? error.message : String(error);

/** Prints an error with its remedy and log, and returns the exit code. */
export function reportFailure(error, { verbose }) {
  if (!printedErrors.has(error))
    console.error(`\n  ${red('✕')} ${messageOf(error)}`);
  if (error instanceof StepFailure) {
    if (error.remedy) console.error(`\n  ${error.remedy}`);
    if (error.log) console.error(`  Log: ${error.log}`);
  }
  if (verbose) console.error(error);
  else console.error(dim('  --verbose shows more.'));
  return 1;
}
