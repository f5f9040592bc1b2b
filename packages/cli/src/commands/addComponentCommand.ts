import { Option } from 'commander';
import { CliCommand } from '../program/CliCommand';

const references = [
  'organization',
  'project',
  'component',
  'environment',
] as const;

/** Adds a command about a component in an environment. */
export function addComponentCommand(
  program: CliCommand,
  name: string,
): CliCommand {
  const command = new CliCommand(name).copyInheritedSettings(program);
  program.addCommand(command);
  for (const each of references) command.references.set(each, each);
  return command
    .argument(
      '[component]',
      'Name of the component. Also PROJECT/COMPONENT or ORGANIZATION/PROJECT/COMPONENT.',
    )
    .addOption(
      new Option('--organization <text>', 'Name of the organization.').env(
        'PROMENADE_ORGANIZATION',
      ),
    )
    .addOption(
      new Option('--project <text>', 'Name of the project.').env(
        'PROMENADE_PROJECT',
      ),
    )
    .option(
      '--environment <text>',
      'Name of the environment. Needed when the component is deployed to several.',
    );
}
