/** Channels and what they want to be told, from their settings. */
import type { Clock } from '#libs/clock/clock.ts';
import type { Channel } from './channel.ts';
import { type ChannelConfig, readSecret } from './config.ts';
import { Email, type Tls } from './email.ts';
import type { Notice } from './notice.ts';
import { genericJson, slackBlocks } from './template.ts';
import { Webhook } from './webhook.ts';

const PORTS: Readonly<Record<Tls, number>> = { starttls: 587, tls: 465, none: 25 };

/** @throws WeirError `config` when a file with a secret can't be read */
export function openChannel(config: ChannelConfig, clock: Clock): Channel {
  switch (config.type) {
    case 'webhook': {
      const secret = config.secretFile === undefined ? undefined : readSecret(config.secretFile);
      return new Webhook({ url: urlOf(config), bodyOf: genericJson, secret, clock });
    }
    case 'slack':
      return new Webhook({ url: urlOf(config), bodyOf: slackBlocks, secret: undefined, clock });
    case 'email': {
      const { host, tls, port = PORTS[tls], from, to, user, passwordFile } = config;
      const login =
        user === undefined || passwordFile === undefined
          ? undefined
          : { user, password: readSecret(passwordFile) };
      return new Email({ host, port, tls, from, to, login });
    }
  }
}

function urlOf({
  url,
  urlFile,
}: {
  readonly url?: string | undefined;
  readonly urlFile?: string | undefined;
}): string {
  return url ?? readSecret(urlFile ?? '');
}

/** Whether a notice is told over a channel. */
export function wantedBy({ about, modes, match }: ChannelConfig): (notice: Notice) => boolean {
  return ({ occasion, mode, scenario, severity }) =>
    about.includes(occasion) &&
    (occasion === 'alarm' ||
      (modes.includes(mode) &&
        (match.scenario?.includes(scenario) ?? true) &&
        (match.severity === undefined || (severity !== undefined && match.severity.includes(severity)))));
}
