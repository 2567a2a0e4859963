/** The text that ipset and iptables are given, and what they print. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readElements, readHeaders } from '#services/enforcer/targets/ipset/listing.ts';
import {
  chainScript,
  editScript,
  linesOf,
  removeChainScript,
  replaceScript,
} from '#services/enforcer/targets/ipset/script.ts';
import { elementOf } from '#services/enforcer/targets/packets/elements.ts';
import { ruleOn } from '../support/rule.ts';

const NOW = 1_000_000;
const CONTENTS = new Map([['ban4_24', new Map([['192.0.2.0', NOW + 1001]])]]);

describe('the script of a batch', () => {
  it('gives time in whole seconds, never too short, and at most what a set can count', () => {
    const edits = new Map([
      [
        'ban4_32',
        new Map([
          ['192.0.2.1', NOW + 1001],
          ['192.0.2.2', undefined],
          ['192.0.2.3', NOW],
        ]),
      ],
      ['allow6_64', new Map([['2001:db8::', Number.MAX_SAFE_INTEGER]])],
    ]);
    assert.equal(
      editScript('weir', edits, NOW),
      'add weir_ban4_32 192.0.2.1 timeout 2\ndel weir_ban4_32 192.0.2.2\ndel weir_ban4_32 192.0.2.3\n' +
        'add weir_allow6_64 2001:db8:: timeout 2073600\n',
    );
  });

  it('has no address that a set can’t hold', () => {
    for (const value of ['0.0.0.0', '0.0.0.0/16', '::/48']) assert.equal(elementOf(ruleOn(value)), undefined);
    assert.deepEqual(elementOf(ruleOn('0.1.0.0/16')), { set: 'ban4_16', address: '0.1.0.0' });
  });
});

describe('the script of a replacement', () => {
  it('fills new sets first, and lets them take places or names, those of whom is let through first', () => {
    const script = replaceScript(
      'weir',
      1000,
      CONTENTS,
      new Set(['weir_ban4_24', 'weir_ban4_32_new', 'other']),
      NOW,
    );
    const lines = script.trimEnd().split('\n');
    const at = (line: string) => {
      assert.ok(lines.includes(line), line);
      return lines.indexOf(line);
    };
    assert.ok(
      at('destroy weir_ban4_32_new') < lines.findIndex((line) => line.startsWith('create weir_ban4_32_new')),
    );
    const created = at(
      'create weir_ban4_24_new hash:ip family inet netmask 24 hashsize 1024 maxelem 17384 timeout 0',
    );
    assert.equal(lines[created + 1], 'add weir_ban4_24_new 192.0.2.0 timeout 2');
    const swapped = at('swap weir_ban4_24_new weir_ban4_24');
    assert.equal(lines[swapped + 1], 'destroy weir_ban4_24_new');
    assert.ok(at('rename weir_allow6_48_new weir_allow6_48') < swapped);
    assert.ok(
      lines.findIndex((line) => /^(swap|rename)/.test(line)) >
        lines.findLastIndex((line) => /^add/.test(line)),
    );
  });
});

describe('the chain', () => {
  it('lets through before it drops, and is led to once', () => {
    const script = chainScript('weir', 6, false);
    assert.match(
      script,
      /^\*raw\n:weir - \[0:0\]\n(-A weir .* -j RETURN\n){3}(-A weir .* -j DROP\n){3}-I PREROUTING -j weir\nCOMMIT\n$/,
    );
    assert.doesNotMatch(chainScript('weir', 6, true), /PREROUTING/);
  });

  it('is found among those of others, and removed without them', () => {
    const ours = [':weir', '-A PREROUTING -j weir', '-A weir -m set --match-set weir_ban4_32 src -j DROP'];
    const saved = `*raw\n:PREROUTING ACCEPT [7:9]\n:weir - [0:0]\n:weird - [0:0]\n-A PREROUTING -j weird\n${ours[1]}\n${ours[2]}\n-A weird -j DROP\nCOMMIT\n`;
    assert.deepEqual(linesOf('weir', saved), ours);
    assert.equal(removeChainScript('weir', ours), '*raw\n-D PREROUTING -j weir\n-F weir\n-X weir\nCOMMIT\n');
  });
});

describe('a listing', () => {
  const headers = (hashsize: number, initval: string) =>
    readHeaders(
      `Name: weir_ban4_32\nType: hash:ip\nRevision: 6\nHeader: family inet hashsize ${hashsize} maxelem 9 timeout 0 initval ${initval}\nSize in memory: 280\nReferences: 1\nNumber of entries: 12\n\nName: theirs\nType: list:set\n`,
    ).get('weir_ban4_32')!;

  it('of sets tells when one was made anew, and not that it has grown', () => {
    assert.deepEqual(headers(1024, '0x1'), headers(2048, '0x1'));
    assert.notEqual(headers(1024, '0x1').form, headers(1024, '0x2').form);
    assert.equal(headers(1024, '0x1').count, 12);
  });

  it('of a set tells for how long each address is held', () => {
    const listing =
      'create n hash:ip timeout 0\nadd n 192.0.2.1 timeout 59\nadd n 2001:db8:: timeout 0\nadd n 192.0.2.2\n';
    assert.deepEqual(
      [...readElements(listing)],
      [
        ['192.0.2.1', 59_000],
        ['2001:db8::', Number.POSITIVE_INFINITY],
        ['192.0.2.2', Number.POSITIVE_INFINITY],
      ],
    );
  });
});
