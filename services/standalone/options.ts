/** What can be said behind `npm start --`. */
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';

export interface StartOptions {
  /** The user's own log instead of the demonstration. */
  readonly file?: string;
  readonly enforce: boolean;
  readonly seconds?: number;
  readonly json: boolean;
  readonly otlp?: string;
  readonly port: number;
}

export function parseOptions(argv: readonly string[]): StartOptions {
  const command = new Command('npm start --')
    .description('Weir on this machine: with a demonstration, or with your own log.')
    .option('--file <path>', 'read this log instead of the demonstration’s; bans are only shown', resolvePath)
    .option('--enforce', 'with --file: let nginx refuse whom the log shows to be attackers', false)
    .option('--seconds <n>', 'end after so many seconds', positive)
    .option('--json', 'end with one line of JSON', false)
    .option('--otlp <url>', 'send traces to an OTLP/HTTP receiver, such as http://127.0.0.1:4318', httpUrl)
    .option('--port <n>', 'where the protected nginx listens on 127.0.0.1', positive, 8080)
    .addHelpText(
      'after',
      `
Examples:
  npm start                                     a demonstration, until Ctrl-C
  npm start -- --seconds 30 --json              the same, ends by itself
  npm start -- --file /var/log/nginx/access.log what it would ban
  npm start -- --otlp http://127.0.0.1:4318     with traces in Jaeger`,
    );
  command.parse([...argv], { from: 'user' });
  const options = command.opts<StartOptions>();
  if (options.enforce && options.file === undefined)
    command.error('--enforce is for --file: the demonstration always enforces');
  return options;
}

function resolvePath(text: string): string {
  return resolve(text);
}

function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number <= 0)
    throw new InvalidArgumentError('Write a positive whole number.');
  return number;
}

function httpUrl(text: string): string {
  if (!/^https?:\/\/[^/\s]+/.test(text) || !URL.canParse(text)) {
    throw new InvalidArgumentError('Write a URL such as http://127.0.0.1:4318.');
  }
  return text;
}
