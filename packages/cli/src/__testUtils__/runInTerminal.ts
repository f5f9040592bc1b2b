import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

// Tests run in a clone only.
// eslint-disable-next-line no-restricted-syntax
const executable = resolve(__dirname, '../../bin/promenade.js');

/** An answer to a question, in the order in which they are asked. */
export interface Answer {
  /** Part of the question. */
  to: string;
  answer: string;
}

/** Runs a command in a pseudo-terminal of util-linux, and answers its questions. */
export async function runInTerminal(
  args: readonly string[],
  { env, answers }: { env: Record<string, string>; answers: readonly Answer[] },
): Promise<{ status: number | null; output: string }> {
  // Without the variables of jest, and of CI, where nothing is asked.
  const { NODE_OPTIONS, NODE_ENV, JEST_WORKER_ID, CI, ...rest } = process.env;
  const command = [process.execPath, executable, ...args]
    .map(word => `'${word.replaceAll("'", "'\\''")}'`)
    .join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { ...rest, ...env, TERM: 'xterm' },
  });
  let output = '';
  let answered = 0;
  const pending = [...answers];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    const [next] = pending;
    const at = next ? output.indexOf(next.to, answered) : -1;
    if (at < 0) return;
    answered = at + next.to.length;
    pending.shift();
    child.stdin.write(`${next.answer}\n`);
  });
  const [status] = await once(child, 'exit');
  return { status, output };
}
