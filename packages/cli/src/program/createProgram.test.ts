import { PassThrough } from 'node:stream';
import { readGuide } from '../__testUtils__/readGuide';
import { wordsOf } from '../__testUtils__/wordsOf';
import { createProgram } from './createProgram';
import { operations } from './operations';

const notRun = 'The test runs no command';

function testProgram() {
  const load = () => {
    throw new Error(notRun);
  };
  const stdout = new PassThrough();
  const program = createProgram({
    name: 'promenade',
    version: '1.2.3',
    operations,
    terminal: {
      stdin: new PassThrough(),
      stdout,
      stderr: new PassThrough(),
      env: {},
    },
    signal: new AbortController().signal,
    loaders: { runner: load, kubernetes: load },
  });
  return { program, stdout };
}

/** The command lines of the guide, without comments and what they are piped into. */
function commandsOfGuide(): string[] {
  return readGuide()
    .flatMap(({ code }) => code.split('\n'))
    .flatMap(line => /(?:^|[- ] |: )promenade (.*)$/.exec(line)?.[1] ?? [])
    .map(command => command.replace(/ +#.*| +[>|].*/, ''));
}

/** Runs a command line. Fails with `notRun` when it leads to a command with its options. */
function run(line: string): Promise<unknown> {
  const { program } = testProgram();
  return program.parseAsync(wordsOf(line), { from: 'user' });
}

describe('createProgram', () => {
  it.each(operations)('accepts the example of $name', async ({ example }) => {
    await expect(run(example)).rejects.toThrow(notRun);
  });

  const commands = commandsOfGuide().filter(line => !line.startsWith('--help'));

  it('finds the commands of the guide', () => {
    expect(commands.length).toBeGreaterThan(12);
  });

  it.each(commands)('accepts what the guide says: %s', async line => {
    await expect(run(line)).rejects.toThrow(notRun);
  });

  it('rejects an unknown option', async () => {
    await expect(run('deploy cart --imagee a')).rejects.toThrow(
      "unknown option '--imagee'",
    );
  });

  it('prints its version', async () => {
    const { program, stdout } = testProgram();
    await expect(
      program.parseAsync(['--version'], { from: 'user' }),
    ).rejects.toThrow('1.2.3');
    expect(String(stdout.read())).toBe('1.2.3\n');
  });
});
