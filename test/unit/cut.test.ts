import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Cut } from '#libs/actor/cut.ts';
import { Pages } from '#libs/actor/pages.ts';
import type { SlotReader, SlotWriter, Stateful } from '#libs/actor/slots.ts';
import { failureOf, WeirError } from '#libs/errors/weir-error.ts';
import { wholeText } from '../support/arbitraries.ts';
import { bytesOf, cutOf, restoreSlots } from '../support/cuts.ts';
import { failing } from '../support/failures.ts';

/** A word, and words on pages. */
class Words implements Stateful {
  readonly slotName: string;
  readonly slotVersion: number;
  readonly pages = [new Pages(this)];
  own = '';
  onPages: string[] = [];

  constructor(slotName = 'words', slotVersion = 1) {
    this.slotName = slotName;
    this.slotVersion = slotVersion;
  }

  set(page: number, word: string): void {
    this.pages[0].touch(page);
    this.onPages[page] = word;
  }

  removeLast(): void {
    this.pages[0].touch(this.onPages.length - 1);
    this.onPages.pop();
  }

  save(writer: SlotWriter): void {
    writer.text(this.own);
    writer.uint32(this.onPages.length);
  }

  restore(reader: SlotReader): void {
    this.own = reader.text();
    const pages = reader.uint32();
    if (pages > 100) throw new WeirError('corrupt', `${pages} pages are too many`);
    this.onPages = new Array(pages).fill('?');
  }

  get pageCount(): number {
    return this.onPages.length;
  }

  savePage(page: number, writer: SlotWriter): void {
    writer.text(this.onPages[page]);
  }

  restorePage(page: number, reader: SlotReader): void {
    this.onPages[page] = reader.text();
  }
}

function words(own: string, onPages: readonly string[], name?: string, version?: number): Words {
  const slot = new Words(name, version);
  slot.own = own;
  for (const [page, word] of onPages.entries()) slot.set(page, word);
  return slot;
}

describe('a cut', () => {
  it('gives every slot back what it had', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(wholeText, wholeText, fc.array(wholeText)), {
          selector: ([name]) => name,
          maxLength: 5,
        }),
        (slots) => {
          const bytes = cutOf(
            slots.map(([name, own, onPages]) => words(own, onPages, name)),
            'base',
          );
          const found = slots.map(([name]) => new Words(name));
          assert.deepEqual(restoreSlots(found, [bytes]), []);
          assert.deepEqual(
            found.map(({ slotName, own, onPages }) => [slotName, own, onPages]),
            slots,
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is of the moment it was made at, though it is read later', () => {
    const slot = words('before', ['a', 'b', 'c', 'd']);
    const cut = new Cut([slot], 1, 'base');
    const pieces = cut.pieces();
    const read = [Buffer.from(pieces.next().value ?? '')];
    slot.own = 'after';
    slot.set(1, 'B');
    slot.removeLast();
    slot.removeLast();
    for (const piece of pieces) read.push(Buffer.from(piece));
    cut.end(true);
    const other = new Words();
    restoreSlots([other], [Buffer.concat(read)]);
    assert.deepEqual([other.own, ...other.onPages], ['before', 'a', 'b', 'c', 'd']);
    restoreSlots([other], [Buffer.concat(read), cutOf([slot], 'delta')]);
    assert.deepEqual([other.own, ...other.onPages], ['after', 'a', 'B']);
  });

  it('leaves out a slot that is gone or has another version, and tells of it', () => {
    const bytes = cutOf([words('one', ['1'], 'one', 3), words('two', [], 'two')], 'base');
    const [newer, two] = [new Words('one', 4), new Words('two')];
    assert.deepEqual(restoreSlots([newer, two], [bytes]), ['one']);
    assert.deepEqual([newer.own, newer.onPages, two.own], ['', [], 'two']);
    assert.deepEqual(restoreSlots([two], [bytes]), ['one']);
  });

  it('never mixes pages of two versions, or of a slot that was away for a while', () => {
    const base = cutOf([words('old', ['a', 'b'])], 'base');
    const newer = words('new', ['x'], 'words', 2);
    const delta = cutOf([newer], 'delta');
    const other = new Words('words', 2);
    assert.deepEqual(restoreSlots([other], [base, delta]), []);
    assert.deepEqual([other.own, ...other.onPages], ['new', 'x']);
    newer.onPages.push('never told of');
    const damaged = [base, delta, cutOf([newer], 'delta')];
    assert.throws(() => restoreSlots([new Words('words', 2)], damaged), failing('corrupt', /lacks page 1/));
    const away = new Words();
    assert.deepEqual(restoreSlots([away], [base, cutOf([], 'delta')]), []);
    assert.deepEqual([away.own, away.onPages], ['', []]);
  });

  it('of another kind of bytes, or cut short anywhere, is refused', () => {
    const whole = cutOf([words('own', ['a', 'b'])], 'base');
    assert.throws(
      () => restoreSlots([new Words()], [Buffer.from('WEIR')]),
      failing('corrupt', /does not begin/),
    );
    for (let length = 0; length < whole.length; length++) {
      // Between two records it is whole but lacks a page.
      const refused = () =>
        assert.throws(() => restoreSlots([new Words()], [whole.subarray(0, length)]), failing('corrupt'));
      if (length === 4) assert.deepEqual(restoreSlots([new Words()], [whole.subarray(0, 4)]), []);
      else refused();
    }
  });

  it('with any byte changed is refused as corrupt, or is another', () => {
    const whole = cutOf([words('own', ['a'])], 'base');
    for (let at = 0; at < whole.length; at++) {
      for (const byte of [0, 1, 127]) {
        const bytes = Uint8Array.from(whole);
        bytes[at] = byte;
        try {
          restoreSlots([new Words()], [bytes]);
        } catch (error) {
          assert.equal(failureOf(error), 'corrupt', `byte ${at} as ${byte}: ${error}`);
        }
      }
    }
  });

  it('tells how large it is', () => {
    const cut = new Cut([words('own', ['a', 'b'])], 7, 'base');
    const { length } = bytesOf(cut);
    assert.deepEqual([cut.sequence, cut.bytes], [7, length]);
  });
});
