/**
 * Which numbers of three digits a pattern of Perl's kind matches, look-ahead included. A set of places is carried through
 * the pattern, never one way after the other: a text of three characters has four places, so no pattern takes long.
 */

import { WeirError } from '../errors/weir-error.ts';

/** From the places where a part may begin to those where it may end. */
type Part = (places: Places, text: string) => Places;
/** Bit i: before the i-th character. */
type Places = number;

const LENGTH = 3;
const ALL: Places = 2 ** (LENGTH + 1) - 1;
/** Longer patterns are not about three digits. */
const PATTERN_MAX = 500;
const DEPTH_MAX = 50;

/** @returns a test of texts of three characters. @throws WeirError `invalid` for what can't be read */
export function numberPattern(source: string): (text: string) => boolean {
  if (source.length > PATTERN_MAX) {
    throw new WeirError('invalid', `a pattern for the status has ${PATTERN_MAX} characters at most`);
  }
  const part = new PatternReader(source).read();
  return (text) => part(ALL, text) !== 0;
}

const CLASSES: Record<string, RegExp> = { d: /\d/, D: /\D/, w: /\w/, W: /\W/, s: /\s/, S: /\S/ };

class PatternReader {
  readonly #source: string;
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(): Part {
    const part = this.#alternatives();
    if (this.#at < this.#source.length) throw this.#unreadable('")" has no "("');
    return part;
  }

  #alternatives(): Part {
    if (++this.#depth > DEPTH_MAX) throw this.#unreadable('groups are nested too deep');
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    this.#depth--;
    return remembered((places, text) => parts.reduce((ends, part) => ends | part(places, text), 0));
  }

  #sequence(): Part {
    const parts: Part[] = [];
    while (this.#at < this.#source.length && !'|)'.includes(this.#source[this.#at])) {
      parts.push(this.#repeated(this.#atom()));
    }
    return (places, text) => parts.reduce((ends, part) => part(ends, text), places);
  }

  #atom(): Part {
    if (this.#take('^')) return (places) => places & 1;
    if (this.#take('$')) return (places) => places & (1 << LENGTH);
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return character(this.#set());
    if (this.#take('.')) return character(() => true);
    if (this.#take('\\')) return character(this.#escape());
    const [own] = this.#source.slice(this.#at);
    if ('*+?{'.includes(own)) throw this.#unreadable(`"${own}" repeats nothing`);
    this.#at++;
    return character((each) => each === own);
  }

  #group(): Part {
    const ahead = this.#take('?=') ? true : this.#take('?!') ? false : undefined;
    if (ahead === undefined && !this.#take('?:') && this.#source[this.#at] === '?') {
      throw this.#unreadable('of groups only (...), (?:...), (?=...) and (?!...) are read');
    }
    const inner = this.#alternatives();
    if (!this.#take(')')) throw this.#unreadable('a "(" is not closed');
    if (ahead === undefined) return inner;
    return (places, text) => {
      let kept = 0;
      for (let bit = 1; bit <= ALL; bit <<= 1) {
        if ((places & bit) !== 0 && (inner(bit, text) !== 0) === ahead) kept |= bit;
      }
      return kept;
    };
  }

  #repeated(part: Part): Part {
    const [min, max] = this.#count() ?? [1, 1];
    if (min === 1 && max === 1) return part;
    if (this.#take('+')) throw this.#unreadable('possessive repetitions are not read');
    // Whether as much or as little as possible is taken changes nothing for whether there is a match.
    this.#take('?');
    return (places, text) => {
      let ends = places;
      // A part moves on or stays where it is: after so many steps nothing changes any more.
      for (let i = 0; i < Math.min(min, LENGTH + 1); i++) ends = part(ends, text);
      let all = ends;
      for (let i = min; i < Math.min(max, min + LENGTH + 1); i++) {
        ends = part(ends, text);
        all |= ends;
      }
      return all;
    };
  }

  #count(): readonly [min: number, max: number] | undefined {
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#take('?')) return [0, 1];
    const braces = /^\{(\d{1,3})(,?)(\d{0,3})\}/.exec(this.#source.slice(this.#at));
    if (!braces) return undefined;
    this.#at += braces[0].length;
    const min = Number(braces[1]);
    const max = braces[2] === '' ? min : braces[3] === '' ? Number.POSITIVE_INFINITY : Number(braces[3]);
    if (max < min) throw this.#unreadable(`${braces[0]} can't be repeated`);
    return [min, max];
  }

  #set(): (character: string) => boolean {
    const negated = this.#take('^');
    const tests: ((character: string) => boolean)[] = [];
    for (let first = true; first || this.#source[this.#at] !== ']'; first = false) {
      if (this.#at >= this.#source.length) throw this.#unreadable('a "[" is not closed');
      if (this.#source.startsWith('[:', this.#at)) throw this.#unreadable('named classes are not read');
      if (this.#take('\\')) {
        tests.push(this.#escape());
        continue;
      }
      const from = this.#source[this.#at++];
      const range = /^-([^\]\\])/.exec(this.#source.slice(this.#at));
      if (range) this.#at += 2;
      const to = range?.[1] ?? from;
      tests.push((each) => each >= from && each <= to);
    }
    this.#at++;
    return (each) => tests.some((test) => test(each)) !== negated;
  }

  #escape(): (character: string) => boolean {
    const own = this.#source[this.#at++] ?? '';
    const known = CLASSES[own];
    if (known) return (each) => known.test(each);
    if (own === '' || /[a-zA-Z0-9]/.test(own)) throw this.#unreadable(`"\\${own}" is not read`);
    return (each) => each === own;
  }

  #take(wanted: string): boolean {
    if (!this.#source.startsWith(wanted, this.#at)) return false;
    this.#at += wanted.length;
    return true;
  }

  #unreadable(reason: string): WeirError {
    return new WeirError('invalid', `${reason} (character ${this.#at + 1} of the pattern)`);
  }
}

/** Each set of places is followed once: repeated groups in repeated groups cost no more than others. */
function remembered(part: Part): Part {
  const known = new Map<Places, Places>();
  let of = '';
  return (places, text) => {
    if (text !== of) known.clear();
    of = text;
    let ends = known.get(places);
    if (ends === undefined) {
      ends = part(places, text);
      known.set(places, ends);
    }
    return ends;
  };
}

function character(test: (character: string) => boolean): Part {
  return (places, text) => {
    let ends = 0;
    for (let i = 0; i < LENGTH; i++) if ((places & (1 << i)) !== 0 && test(text[i])) ends |= 1 << (i + 1);
    return ends;
  };
}
