import { createProgram } from '../program/createProgram';
import { operations } from '../program/operations';
import { completeWords } from './completeWords';

const notRun = () => {
  throw new Error('The test runs no command');
};

const program = createProgram({
  name: 'promenade',
  version: '0.0.0',
  operations,
  terminal: process,
  signal: new AbortController().signal,
  loaders: { runner: notRun, kubernetes: notRun },
});

const complete = (...words: string[]) =>
  completeWords(program, words).map(({ word }) => word);

describe('completeWords', () => {
  it('completes commands, but no hidden ones', () => {
    expect(complete('pr')).toEqual(['preview', 'promote']);
    expect(complete('')).not.toContain('__complete');
  });

  it('completes the nouns of a command', () => {
    expect(complete('delete', '')).toEqual(
      expect.arrayContaining(['component', 'project']),
    );
  });

  it('completes options of the command and of all commands', () => {
    expect(complete('deploy', 'cart', '--')).toEqual(
      expect.arrayContaining(['--image', '--wait', '--output']),
    );
    expect(complete('deploy', '--im')).toEqual(['--image']);
  });

  it('completes values of options and arguments', () => {
    expect(complete('list', 'projects', '-o', '')).toEqual([
      'table',
      'json',
      'yaml',
      'name',
    ]);
    expect(complete('create', 'component', '--type', 'Web')).toEqual([
      'WebApplication',
    ]);
    expect(complete('completion', 'f')).toEqual(['fish']);
  });

  it('has nothing for a value that may be any text', () => {
    expect(complete('deploy', '--image', '')).toEqual([]);
  });
});
