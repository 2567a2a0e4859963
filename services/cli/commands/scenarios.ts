/** `weir scenarios`: the scenarios there are, and those that somebody writes. */
import { Command } from 'commander';
import { validateCommand } from './scenarios-validate.ts';

export function scenariosCommand(): Command {
  return new Command('scenarios').description('what is looked for').addCommand(validateCommand());
}
