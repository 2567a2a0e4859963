/** Notices, and messages made of them, for tests that say only what matters. */
import type { Digest } from '#services/decision/notifications/grouping.ts';
import type { Message } from '#services/decision/notifications/message.ts';
import type { AlarmSample, DecisionSample, Notice } from '#services/decision/notifications/notice.ts';
import { START_MS } from './batches.ts';
import { HOUR_MS } from './decisions.ts';

export function sample(options: Partial<DecisionSample> = {}): DecisionSample {
  return {
    id: '0123456789',
    scope: 'ip',
    value: '198.51.100.7',
    announcedBy: '',
    remediation: 'block',
    untilMs: START_MS + HOUR_MS,
    events: 4,
    request: 'GET /.env 404',
    withheld: '',
    author: '',
    reason: '',
    ...options,
  };
}

export function alarmSample(options: Partial<AlarmSample> = {}): AlarmSample {
  return { service: 'collector/collector-1', alarm: 'the disk is full', ...options };
}

/** A block of 198.51.100.7. */
export function notice(options: Partial<Notice> = {}): Notice {
  return {
    occasion: 'decision',
    scenario: 'scanner-probing',
    severity: 'high',
    mode: 'enforce',
    atMs: START_MS,
    about: sample(),
    ...options,
  };
}

export function digest(options: Partial<Digest> = {}): Digest {
  const { occasion, scenario, severity, mode } = notice();
  const times = { firstMs: START_MS, lastMs: START_MS };
  return { occasion, scenario, severity, mode, count: 1, ...times, samples: [sample()], ...options };
}

export function message(options: Partial<Message> = {}): Message {
  return { ...digest(), id: '00c0ffee00c0ffee', atMs: START_MS, channel: 'ops', isTest: false, ...options };
}
