/** `weir scenarios`: the scenarios there are, and those that somebody writes. */
import { Command } from 'commander';
import { listCommand } from './scenarios/list.ts';
import { showCommand } from './scenarios/show.ts';
import { testCommand } from './scenarios/test.ts';
import { validateCommand } from './scenarios/validate.ts';

export function scenariosCommand(): Command {
  return new Command('scenarios')
    .description('what is looked for')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(validateCommand())
    .addCommand(testCommand());
}
