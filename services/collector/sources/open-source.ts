/** Which source a part of the configuration speaks of. */
import type { ServiceContext } from '#libs/service/service.ts';
import type { SourceConfig } from '../config.ts';
import { ConcurrentSource } from './concurrent/concurrent-source.ts';
import { FileSource } from './file/file-source.ts';
import { GrpcSource } from './grpc/grpc-source.ts';
import { HttpSource } from './http/http-source.ts';
import { PipeSource } from './pipe/pipe-source.ts';
import type { Source } from './source.ts';
import { syslogSource } from './syslog/syslog-source.ts';

export type SourceContext = Pick<ServiceContext, 'clock' | 'log' | 'random'>;

export function openSource(config: SourceConfig, { clock, log, random }: SourceContext): Source {
  const { name } = config;
  const onEvent = (event: object) => log.info({ source: name, ...event }, 'source');
  switch (config.type) {
    case 'concurrent':
      return new ConcurrentSource({ ...config, clock, onEvent });
    case 'file': {
      const { path, from, follow, files } = config;
      return new FileSource({ name, path, from, follow, filesMax: files, clock, onEvent });
    }
    case 'pipe':
      return new PipeSource({ ...config, clock, random });
    case 'http':
      return new HttpSource({ ...config, clock, random });
    case 'grpc':
      return new GrpcSource({ ...config, clock, log });
    case 'syslog':
      return syslogSource({ ...config, clock, random });
  }
}
