/** The built-in pack. */
import type { Scenario } from '#libs/scenario/scenario.ts';
import httpFlood from './http-flood.ts';
import log4shell from './log4shell.ts';
import loginBruteforce from './login-bruteforce.ts';
import loginDistributed from './login-distributed.ts';
import scannerProbing from './scanner-probing.ts';

export const BUILT_IN: readonly Scenario[] = [
  httpFlood,
  loginBruteforce,
  loginDistributed,
  scannerProbing,
  log4shell,
];
