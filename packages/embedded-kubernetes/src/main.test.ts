import { main } from './main';

it.each([
  [[], '--data is missing'],
  [['--data', 'x', '--port', 'http'], '--port must be a port number'],
  [['--data', 'x', '--log-level', 'loud'], '--log-level Invalid option'],
  [['--datum', 'x'], "Unknown option '--datum'"],
])('says what is wrong with the arguments %j', async (args, message) => {
  await expect(main(args)).rejects.toThrow(message);
});
