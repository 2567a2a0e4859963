/** `weir scenarios`: the scenarios there are, and those that somebody writes. */
import { Command } from 'commander';
import { applyCommand } from './scenarios/apply.ts';
import { convertCommand } from './scenarios/convert.ts';
import { historyCommand } from './scenarios/history.ts';
import { listCommand } from './scenarios/list.ts';
import { modeCommand } from './scenarios/mode.ts';
import { showCommand } from './scenarios/show.ts';
import { testCommand } from './scenarios/test.ts';
import { validateCommand } from './scenarios/validate.ts';

export function scenariosCommand(): Command {
  return new Command('scenarios')
    .description('what is looked for')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(validateCommand())
    .addCommand(testCommand())
    .addCommand(applyCommand())
    .addCommand(modeCommand())
    .addCommand(historyCommand())
    .addCommand(convertCommand());
}
