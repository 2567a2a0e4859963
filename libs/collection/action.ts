/** What a rule does to variables, as data and as ModSecurity writes it. */
import { isVariable } from './name.ts';

export type Action =
  /** Values are templates. `add` and `subtract` begin with 0 where there is nothing. */
  | { readonly do: 'set' | 'add' | 'subtract'; readonly variable: string; readonly value: string }
  | { readonly do: 'delete'; readonly variable: string }
  /** The variable is gone so long after the event. */
  | { readonly do: 'expire'; readonly variable: string; readonly seconds: number };

/** Detectors remember nothing longer than 12 days. */
export const EXPIRE_MAX_S = 12 * 24 * 3600;

const EXAMPLE = 'write one such as ip.failures=+1, ip.level=3, ip.level=-1, ip.seen or !ip.failures';

/** `ip.x=3`, `ip.x=+1`, `ip.x=-1`, `ip.x` (1) or `!ip.x`. @returns a sentence that says what is wrong otherwise. */
export function parseSetvar(text: string): Action | string {
  const plain = text.trim();
  const equals = plain.indexOf('=');
  const left = (equals < 0 ? plain : plain.slice(0, equals)).trim().toLowerCase().replace(':', '.');
  if (left.startsWith('!') && equals < 0) {
    const variable = left.slice(1).trim();
    return isVariable(variable) ? { do: 'delete', variable } : noVariable(variable);
  }
  if (!isVariable(left)) return noVariable(left);
  const right = equals < 0 ? '1' : plain.slice(equals + 1).trim();
  const signed = /^[+-]/.test(right) && right.length > 1;
  if (!signed) return { do: 'set', variable: left, value: right };
  return { do: right[0] === '+' ? 'add' : 'subtract', variable: left, value: right.slice(1).trim() };
}

/** `ip.x=60`: seconds. @returns a sentence that says what is wrong otherwise. */
export function parseExpirevar(text: string): Action | string {
  const match = /^([^=]+)=\s*(\d{1,7})$/.exec(text.trim());
  if (!match) return `"${text}" is no expiry in seconds; write one such as ip.failures=60`;
  const variable = match[1].trim().toLowerCase().replace(':', '.');
  const seconds = Number(match[2]);
  if (!isVariable(variable)) return noVariable(variable);
  if (seconds < 1 || seconds > EXPIRE_MAX_S) return `${seconds} s is no expiry; 1 to ${EXPIRE_MAX_S} are`;
  return { do: 'expire', variable, seconds };
}

/** `setvar:ip.x=+1`, `expirevar:ip.x=60`. @returns a sentence that says what is wrong otherwise. */
export function parseAction(text: string): Action | string {
  const [name] = text.split(':', 1);
  const rest = text.slice(name.length + 1);
  if (name === 'setvar') return parseSetvar(rest);
  if (name === 'expirevar') return parseExpirevar(rest);
  return `"${text}" is no action; write one such as setvar:ip.failures=+1 or expirevar:ip.failures=60`;
}

/** The text that is read as this action. */
export function formatAction(action: Action): string {
  const { variable } = action;
  switch (action.do) {
    case 'set':
      return `setvar:${variable}=${action.value}`;
    case 'add':
      return `setvar:${variable}=+${action.value}`;
    case 'subtract':
      return `setvar:${variable}=-${action.value}`;
    case 'delete':
      return `setvar:!${variable}`;
    case 'expire':
      return `expirevar:${variable}=${action.seconds}`;
  }
}

function noVariable(text: string): string {
  return `"${text}" names no variable of a collection; ${EXAMPLE}`;
}
