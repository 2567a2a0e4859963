/** Templates: a message as plain text, as blocks for Slack, and as JSON for programs. */

import { clean, linesOf, type Message, spanOf, titleOf } from './message.ts';
import { isAlarm } from './notice.ts';

/** Of the JSON below; grows when something in it gets another meaning. */
const FORMAT = 1;
/** A section of Slack's takes 3,000 characters; escapes make text longer. */
const SLACK_SECTION_MAX = 2900;

/** For email. `subject` is one line. */
export function plainText(message: Message): { subject: string; text: string } {
  const title = titleOf(message);
  const lines = [title, '', ...linesOf(message), '', footerOf(message)];
  return { subject: `Weir: ${title}`, text: `${lines.join('\n')}\n` };
}

/** For an incoming webhook of Slack, and of what understands the same. */
export function slackBlocks(message: Message): object {
  const title = titleOf(message);
  return {
    // What a telephone shows.
    text: slackText(title),
    blocks: [
      section(`*${slackText(title)}*`),
      ...pieces(linesOf(message).map((line) => `• \`${slackCode(line)}\``)).map(section),
      { type: 'context', elements: [mrkdwn(slackText(footerOf(message)))] },
    ],
  };
}

/** For programs: nothing is left out that a sample has, and nothing is escaped beyond JSON. */
export function genericJson(message: Message): object {
  const { id, atMs, channel, occasion, scenario, severity, mode, count, firstMs, lastMs, isTest } = message;
  return {
    format: FORMAT,
    id,
    at: iso(atMs),
    channel,
    test: isTest,
    occasion,
    ...(occasion === 'alarm' ? {} : { scenario, severity: severity ?? null, mode }),
    count,
    first: iso(firstMs),
    last: iso(lastMs),
    title: titleOf(message),
    samples: message.samples.map((sample) => {
      if (isAlarm(sample)) return { service: clean(sample.service), alarm: clean(sample.alarm, 1000) };
      const { scope, value, remediation, untilMs, events, request, withheld, author, reason } = sample;
      return {
        ...{
          decision: sample.id,
          scope,
          value: clean(value, 2000),
          announcedBy: clean(sample.announcedBy),
          remediation,
          until: iso(untilMs),
          events,
        },
        ...{ request: clean(request), withheld: clean(withheld), author: clean(author) },
        reason: clean(reason, 500),
      };
    }),
  };
}

function footerOf(message: Message): string {
  const { id, atMs, isTest } = message;
  const hint = isTest
    ? 'This is a test: nothing has happened.'
    : 'weir decisions list shows what is in force.';
  return [spanOf(message), iso(atMs), id, hint].filter(Boolean).join(' | ');
}

function iso(ms: number): string {
  return new Date(Math.round(ms)).toISOString();
}

/** https://docs.slack.dev/messaging/formatting-message-text: these three, and nothing else, are control characters. */
function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The same between backticks, where a backtick would end it. */
function slackCode(text: string): string {
  return slackText(text).replaceAll('`', 'ˋ');
}

function section(text: string): object {
  return { type: 'section', text: mrkdwn(text) };
}

/** `verbatim`: addresses and names of channels in it are no links. */
function mrkdwn(text: string): object {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Lines in as few texts as hold them. */
function pieces(lines: readonly string[]): string[] {
  const all: string[] = [];
  for (const line of lines) {
    const last = all.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= SLACK_SECTION_MAX)
      all[all.length - 1] = `${last}\n${line}`;
    else all.push(line);
  }
  return all;
}
