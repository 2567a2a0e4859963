/** Loads an nginx with wrk over connections that stay open. Every request has a number, by which its log is known. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { wrkPart } from '#services/standalone/parts/parts.ts';
import { endWithProcess } from '../../support/orphans.ts';

const CONNECTIONS = 8;
/** What wrk may take longer than it was told to. */
const PATIENCE_MS = 15_000;

const SCRIPT = `
local n = 0
function init(args)
  n = tonumber(args[1])
  local pause = tonumber(args[2])
  if pause > 0 then
    function delay() return pause end
  end
end
function request()
  n = n + 1
  return wrk.format('GET', '/page?n=' .. n)
end
function done(summary, latency)
  io.write(string.format('{"requests":%d,"p99_us":%d}\\n', summary.requests, latency:percentile(99)))
end
`;

/** Headers as browsers send them. */
const HEADERS = [
  'Host: shop.example',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'Accept-Language: en-US,en;q=0.5',
  'Referer: https://shop.example/catalogue/shoes?page=3&order=price',
  'Cookie: session=4f9d1c0b7a3e48d2; basket=17; theme=dark',
];

export interface Load {
  /** That were answered. */
  readonly requests: number;
  readonly p99Ms: number;
}

export class Wrk {
  readonly #binary: string;
  readonly #libraryPath: string;
  readonly #script: string;
  #runs = 0;

  private constructor(binary: string, libraryPath: string, script: string) {
    this.#binary = binary;
    this.#libraryPath = libraryPath;
    this.#script = script;
  }

  /** @param folder for its script */
  static async prepare(folder: string): Promise<Wrk> {
    const { binary, libraryPath } = await wrkPart();
    const script = join(folder, 'requests.lua');
    writeFileSync(script, SCRIPT);
    return new Wrk(binary, libraryPath, script);
  }

  /**
   * Asks as fast as it is answered, unless each connection pauses between two requests. For times that were not taken
   * because an answer was late, wrk adds what they would have been.
   */
  async run(port: number, seconds: number, pauseMs = 0): Promise<Load> {
    const load = ['-t', '1', '-c', `${CONNECTIONS}`, '-d', `${seconds}s`, '--timeout', '120s', '--latency'];
    const headers = HEADERS.flatMap((header) => ['-H', header]);
    const first = ++this.#runs * 1e9;
    const args = [
      ...load,
      ...headers,
      '-s',
      this.#script,
      `http://127.0.0.1:${port}/`,
      '--',
      `${first}`,
      `${pauseMs}`,
    ];
    const running = promisify(execFile)(this.#binary, args, {
      timeout: seconds * 1000 + PATIENCE_MS,
      env: { ...process.env, ...(this.#libraryPath && { LD_LIBRARY_PATH: this.#libraryPath }) },
    });
    const ended = endWithProcess(() => running.child.kill('SIGKILL'));
    const { stdout } = await running.finally(ended);
    const told = stdout.split('\n').find((line) => line.startsWith('{'));
    if (told === undefined) throw new Error(`wrk tells nothing: ${stdout}`);
    const { requests, p99_us: p99Us } = JSON.parse(told) as { requests: number; p99_us: number };
    return { requests, p99Ms: p99Us / 1000 };
  }
}
