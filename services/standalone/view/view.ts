/** What a running stack shows: a screen that is drawn again and again, or lines where there is no terminal. */
import { stripVTControlCharacters, styleText } from 'node:util';
import { createLogUpdate } from 'log-update';
import { formatDuration } from '#libs/domain/duration.ts';
import type { Ban, StackSnapshot } from './snapshot.ts';

export interface ViewOptions {
  readonly output: NodeJS.WriteStream;
  /** Where the protected site is, or what is read. */
  readonly subject: string;
  /** Whether bans are only shown. */
  readonly dryRun: boolean;
}

/** Numbers of the load, where there is one. */
export interface LoadNumbers {
  readonly attackers: number;
  readonly visitors: number;
  readonly blocked: number;
}

export interface View {
  show(snapshot: StackSnapshot, elapsedMs: number, load?: LoadNumbers): void;
  /** A line that stays, above whatever is drawn again. */
  note(line: string): void;
  close(): void;
}

export function openView(options: ViewOptions): View {
  return options.output.isTTY ? new Screen(options) : new Lines(options);
}

interface Rates {
  readonly lines: number;
  readonly events: number;
  readonly refused: number;
}

/** Rates over the time between two snapshots. */
class RateMeter {
  #last: { snapshot: StackSnapshot; elapsedMs: number } | undefined;
  #rates: Rates = { lines: 0, events: 0, refused: 0 };

  next(snapshot: StackSnapshot, elapsedMs: number): Rates {
    const last = this.#last;
    if (!last) this.#last = { snapshot, elapsedMs };
    else if (elapsedMs - last.elapsedMs >= 1000) {
      const seconds = (elapsedMs - last.elapsedMs) / 1000;
      const rate = (name: 'lines' | 'events' | 'refused') =>
        Math.max(0, Math.round((snapshot[name] - last.snapshot[name]) / seconds));
      this.#rates = { lines: rate('lines'), events: rate('events'), refused: rate('refused') };
      this.#last = { snapshot, elapsedMs };
    }
    return this.#rates;
  }
}

/** Fits 80 columns and 24 rows, and uses more where there are more. */
class Screen implements View {
  readonly #options: ViewOptions;
  readonly #draw: ReturnType<typeof createLogUpdate>;
  readonly #meter = new RateMeter();
  #notes: string[] = [];

  constructor(options: ViewOptions) {
    this.#options = options;
    this.#draw = createLogUpdate(options.output, { showCursor: true });
  }

  show(snapshot: StackSnapshot, elapsedMs: number, load?: LoadNumbers): void {
    const { columns = 80, rows = 24 } = this.#options.output;
    const width = Math.max(60, columns) - 1;
    const rates = this.#meter.next(snapshot, elapsedMs);
    const head = headOf(this.#options, snapshot, rates, elapsedMs, load).concat(this.#notes);
    const room = Math.max(1, rows - head.length - 3);
    const bans = snapshot.bans.slice(0, room).map((ban) => banLine(ban, width));
    const left = snapshot.bans.length - bans.length;
    const lines = [...head, styleText('bold', titleLine(width)), ...bans];
    if (left > 0) lines.push(styleText('dim', `  and ${left} more: npx weir decisions list`));
    this.#draw(lines.map((line) => clip(line, width)).join('\n'));
  }

  note(line: string): void {
    this.#notes = [...this.#notes, styleText('yellow', line)].slice(-3);
  }

  close(): void {
    this.#draw.done();
  }
}

/** A line for each ban, and one of numbers now and then. */
class Lines implements View {
  readonly #options: ViewOptions;
  readonly #meter = new RateMeter();
  readonly #shown = new Set<string>();
  #nextMs = 0;

  constructor(options: ViewOptions) {
    this.#options = options;
  }

  show(snapshot: StackSnapshot, elapsedMs: number, load?: LoadNumbers): void {
    const rates = this.#meter.next(snapshot, elapsedMs);
    for (const ban of [...snapshot.bans].reverse()) {
      // A ban whose enforcement has not been reported yet is worth waiting a moment for.
      if (this.#shown.has(ban.id) || (ban.tookMs === undefined && ban.withheld === '')) continue;
      this.#shown.add(ban.id);
      const took =
        ban.tookMs === undefined
          ? `recorded: ${ban.withheld}`
          : `${ban.tookMs.toFixed(1)} ms from line to ban`;
      this.note(
        `${this.#options.dryRun ? 'would ban' : 'banned'} ${ban.value} ${ban.scenario} ${took}  ${ban.summary}`,
      );
    }
    if (elapsedMs < this.#nextMs) return;
    this.#nextMs = elapsedMs + 5000;
    this.note(headOf(this.#options, snapshot, rates, elapsedMs, load).join(' | '));
  }

  note(line: string): void {
    this.#options.output.write(`${stripVTControlCharacters(line)}\n`);
  }

  close(): void {}
}

function headOf(
  { subject, dryRun }: ViewOptions,
  snapshot: StackSnapshot,
  rates: Rates,
  elapsedMs: number,
  load: LoadNumbers | undefined,
): string[] {
  const mode = dryRun
    ? styleText('yellow', 'only shown, nothing is refused')
    : styleText('green', 'enforcing');
  const head = [
    `${styleText('bold', 'weir')} ${formatDuration(Math.max(1000, elapsedMs))}  ${subject}  ${mode}`,
    `${rates.lines} lines/s  ${rates.events} events/s  ${rates.refused} refused/s  ${snapshot.lines} lines  ${snapshot.malformed} malformed`,
    `lag ${Math.round(snapshot.lagMs)} ms  backlog ${snapshot.backlog}  spool ${Math.round(snapshot.spoolBytes / 1024)} KB  ${snapshot.shards} shards  ${snapshot.detections} detections  ${snapshot.entries} decisions  ${snapshot.held} in force`,
  ];
  if (load)
    head.push(`${load.visitors} visitors, ${load.attackers} attackers, ${load.blocked} requests refused`);
  for (const alarm of snapshot.alarms.slice(0, 2)) head.push(styleText('red', alarm));
  return head;
}

const VALUE_WIDTH = 18;
const SCENARIO_WIDTH = 17;
const TOOK_WIDTH = 9;

function titleLine(width: number): string {
  const evidence = width - VALUE_WIDTH - SCENARIO_WIDTH - TOOK_WIDTH - 2;
  return `${'ADDRESS'.padEnd(VALUE_WIDTH)}${'SCENARIO'.padEnd(SCENARIO_WIDTH)}${'EVIDENCE'.padEnd(evidence)}${'LINE→BAN'.padStart(TOOK_WIDTH)}`;
}

function banLine(ban: Ban, width: number): string {
  const room = width - VALUE_WIDTH - SCENARIO_WIDTH - TOOK_WIDTH - 2;
  const evidence = clip(`${ban.events}x ${ban.summary}`, room - 1).padEnd(room);
  const took =
    ban.withheld !== '' ? 'recorded' : ban.tookMs === undefined ? '…' : `${ban.tookMs.toFixed(1)} ms`;
  return `${ban.value.padEnd(VALUE_WIDTH)}${ban.scenario.padEnd(SCENARIO_WIDTH)}${evidence}${took.padStart(TOOK_WIDTH)}`;
}

/** Cuts a line to a width, not counting what only colours it. */
function clip(line: string, width: number): string {
  const plain = stripVTControlCharacters(line);
  return plain.length <= width ? line : `${plain.slice(0, Math.max(0, width - 1))}…`;
}
