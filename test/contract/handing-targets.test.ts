/** The target contract on those targets that hand on what is blocked: to a file, a command, a service. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '#libs/clock/system.ts';
import { addressOf } from '#libs/domain/address.ts';
import { parsePrefix, prefixContains } from '#libs/domain/prefix.ts';
import { execTarget } from '#services/enforcer/targets/exec-target.ts';
import { FileTarget } from '#services/enforcer/targets/file/file-target.ts';
import { webhookTarget } from '#services/enforcer/targets/webhook-target.ts';
import { Receiver } from '../support/receiver.ts';
import { WebhookService } from '../support/webhook.ts';
import { targetContract } from './target.contract.ts';

targetContract('file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-file-'));
  const path = join(folder, 'blocked');
  const clock = new SystemClock();
  const options = { format: 'plain', mode: 0o644, everyMs: 5, timeoutMs: 1000, size: 100_000 } as const;
  const target = await FileTarget.open({ path, clock, ...options });
  return {
    target,
    refuses: async (address) => {
      const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
      return lines.some((line) => prefixContains(parsePrefix(line)!, addressOf(address)!)) || undefined;
    },
    stop: async () => {
      await target.close();
      rmSync(folder, { recursive: true });
    },
  };
});

targetContract('exec', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-exec-'));
  const file = join(folder, 'batches');
  const clock = new SystemClock();
  const args = ['-c', 'cat >> "$0"', file];
  const target = execTarget({ command: 'sh', args, timeoutMs: 5000, size: 100_000, clock });
  return {
    target,
    refuses: async (address) => {
      const receiver = new Receiver();
      receiver.take(readFileSync(file, 'utf8'));
      return receiver.refusal(address);
    },
    stop: async () => {
      await target.close();
      rmSync(folder, { recursive: true });
    },
  };
});

targetContract('webhook', async () => {
  const service = await WebhookService.start();
  const receiver = new Receiver();
  service.answer = ({ body }, response) => {
    receiver.take(body);
    response.end();
  };
  const clock = new SystemClock();
  const target = webhookTarget({ url: service.url, timeoutMs: 5000, size: 100_000, clock });
  return {
    target,
    refuses: async (address) => receiver.refusal(address),
    stop: async () => {
      await target.close();
      service.close();
    },
  };
});
