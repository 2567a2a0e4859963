#!/usr/bin/env node
/**
 * The launcher of the weir command: makes sure that the packages are there, then goes on in Node 24, which runs
 * TypeScript as it is. Plain JavaScript, as the Node that starts it may be older.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { InstallError, install, newNode, root } from './install.mjs';

// Told on the error output: standard output belongs to the command.
try {
  await install((line) => console.error(line));
  run();
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function run() {
  const main = join(root, 'services/cli/main.ts');
  const child = spawn(newNode(), [main, ...process.argv.slice(2)], { stdio: 'inherit' });

  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2', 'SIGCONT', 'SIGWINCH'];
  // A terminal sends these to the whole foreground group, so the child has them already; a second Ctrl-C would
  // mean "at once" to it.
  const fromTerminal = new Set(process.stdin.isTTY ? ['SIGINT', 'SIGQUIT', 'SIGWINCH', 'SIGCONT'] : []);
  for (const signal of signals) {
    process.on(signal, () => {
      if (!fromTerminal.has(signal)) child.kill(signal);
    });
  }

  child.once('error', (error) => {
    console.error(`cannot start ${newNode()}: ${error.message}`);
    process.exitCode = 1;
  });
  child.once('exit', (code, signal) => {
    for (const each of signals) process.removeAllListeners(each);
    if (signal === null) process.exit(code ?? 1);
    // Ends the way the child ended, so that a shell sees the same.
    process.kill(process.pid, signal);
    process.exitCode = 128 + (constants.signals[signal] ?? 0);
  });
}
