/** `weir decisions`: what is in force, and changing it by hand. */
import { Command } from 'commander';
import { addCommand } from './decisions/add.ts';
import { deleteCommand } from './decisions/delete.ts';
import { exportCommand } from './decisions/export.ts';
import { extendCommand } from './decisions/extend.ts';
import { historyCommand } from './decisions/history.ts';
import { importCommand } from './decisions/import.ts';
import { listCommand } from './decisions/list.ts';
import { showCommand } from './decisions/show.ts';
import { revokeCommand } from './revoke.ts';

export function decisionsCommand(): Command {
  return new Command('decisions')
    .description('list and change decisions, one or many')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(addCommand())
    .addCommand(extendCommand())
    .addCommand(deleteCommand())
    .addCommand(revokeCommand())
    .addCommand(importCommand())
    .addCommand(exportCommand())
    .addCommand(historyCommand());
}
