/** What people get to read. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { titleOf } from '#services/decision/notifications/message.ts';
import { genericJson, plainText, slackBlocks } from '#services/decision/notifications/template.ts';
import { START_MS } from '../support/batches.ts';
import { HOUR_MS } from '../support/decisions.ts';
import { alarmSample, message, sample } from '../support/notices.ts';

describe('a title', () => {
  it('says what happened, to whom or how often', () => {
    const samples = [sample()];
    assert.equal(titleOf(message()), '198.51.100.7 blocked: scanner-probing (high)');
    assert.equal(titleOf(message({ count: 12 })), '12 decisions: scanner-probing (high)');
    assert.equal(
      titleOf(message({ mode: 'shadow', severity: undefined })),
      '198.51.100.7 blocked: scanner-probing, in shadow',
    );
    assert.equal(
      titleOf(message({ occasion: 'lifted', samples })),
      '198.51.100.7 lifted: scanner-probing (high)',
    );
    assert.equal(
      titleOf(message({ occasion: 'withheld', count: 3 })),
      '3 findings not enforced: scanner-probing (high)',
    );
    assert.equal(
      titleOf(message({ occasion: 'alarm', count: 2, samples: [alarmSample()], isTest: true })),
      '[test] 2 alarms from Weir',
    );
  });
});

describe('plain text', () => {
  it('has a line for each sample and says how many more there are', () => {
    const samples = [
      sample(),
      sample({
        value: '198.51.100.0/24',
        scope: 'prefix',
        events: 1,
        request: '',
        author: 'ann',
        reason: 'scraping',
      }),
      sample({ remediation: 'allow', untilMs: START_MS - 1 }),
    ];
    const { subject, text } = plainText(message({ count: 14, samples, lastMs: START_MS + 42_000 }));
    assert.equal(subject, 'Weir: 14 decisions: scanner-probing (high)');
    assert.deepEqual(text.split('\n'), [
      '14 decisions: scanner-probing (high)',
      '',
      '198.51.100.7 | blocked | for 1h | 4 events | GET /.env 404 | 0123456789',
      '198.51.100.0/24 | blocked | for 1h | 1 event | ann: scraping | 0123456789',
      '198.51.100.7 | allowed | 4 events | GET /.env 404 | 0123456789',
      'and 11 more',
      '',
      '14 notices within 42s | 2026-01-01T00:00:00.000Z | 00c0ffee00c0ffee | weir decisions list shows what is in force.',
      '',
    ]);
  });
});

describe('JSON', () => {
  it('has everything, for programs', () => {
    assert.deepEqual(genericJson(message({ count: 2 })), {
      format: 1,
      id: '00c0ffee00c0ffee',
      at: '2026-01-01T00:00:00.000Z',
      channel: 'ops',
      test: false,
      occasion: 'decision',
      scenario: 'scanner-probing',
      severity: 'high',
      mode: 'enforce',
      count: 2,
      first: '2026-01-01T00:00:00.000Z',
      last: '2026-01-01T00:00:00.000Z',
      title: '2 decisions: scanner-probing (high)',
      samples: [
        {
          decision: '0123456789',
          scope: 'ip',
          value: '198.51.100.7',
          announcedBy: '',
          remediation: 'block',
          until: new Date(START_MS + HOUR_MS).toISOString(),
          events: 4,
          request: 'GET /.env 404',
          withheld: '',
          author: '',
          reason: '',
        },
      ],
    });
    const alarm = genericJson(message({ occasion: 'alarm', samples: [alarmSample()] }));
    assert.deepEqual((alarm as { samples: unknown }).samples, [alarmSample()]);
    assert.equal('scenario' in alarm, false);
  });
});

describe('blocks for Slack', () => {
  interface Blocks {
    readonly text: string;
    readonly blocks: readonly { type: string; text?: { text: string; verbatim: boolean } }[];
  }
  const blocksOf = (...args: Parameters<typeof message>) => slackBlocks(message(...args)) as Blocks;

  it('are a title, the samples and a footer', () => {
    const { text, blocks } = blocksOf();
    assert.equal(text, '198.51.100.7 blocked: scanner-probing (high)');
    assert.deepEqual(
      blocks.map(({ type }) => type),
      ['section', 'section', 'context'],
    );
    assert.equal(
      blocks[1].text?.text,
      '• `198.51.100.7 | blocked | for 1h | 4 events | GET /.env 404 | 0123456789`',
    );
  });

  it('keep to what Slack takes, whatever clients write', () => {
    const wild = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3000 }),
      fc.constant('&'.repeat(3000)),
      fc
        .array(fc.constantFrom('<!channel>', '&amp;', '`', '*', '<', '&', '\n', '\u202e', '<http://x|y>'), {
          maxLength: 400,
        })
        .map((parts) => parts.join('')),
    );
    const wildSample = fc
      .record({ value: wild, request: wild, reason: wild, author: wild, withheld: wild })
      .map((options) => sample({ scope: 'host+path', ...options }));
    fc.assert(
      fc.property(
        fc.array(wildSample, { minLength: 1, maxLength: 10 }),
        fc.constantFrom(1, 20),
        (samples, count) => {
          const { text, blocks } = blocksOf({ samples, count });
          assert.ok(blocks.length <= 50);
          for (const each of [text, ...blocks.map((block) => block.text?.text ?? '')]) {
            assert.ok(each.length <= 3000, `${each.length} characters`);
            assert.doesNotMatch(each, /[<>]|&(?!amp;|lt;|gt;)|[\u202e\u2028]/);
            assert.ok(each.isWellFormed());
            for (const line of each.split('\n').filter((one) => one.startsWith('•')))
              assert.match(line, /^• `[^`]+`$/);
          }
          const { subject } = plainText(message({ samples, count }));
          assert.doesNotMatch(subject, /\p{Cc}/u);
          assert.ok(subject.length < 150);
        },
      ),
    );
  });
});
