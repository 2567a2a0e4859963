/** Access logs of AWS’s Application Load Balancer, as they lie in S3. */
import type { FormatKind } from './format.ts';
import { fixedTemplate, TemplateFormat } from './template-format.ts';

const TEXT =
  '$type $arrived $balancer $client:$client_port $target $before_target $target_time $behind_target ' +
  '$status $target_status $received $sent "$request" "$http_user_agent"';

export const alb: FormatKind = {
  name: 'alb',
  open: (options) => {
    const template = fixedTemplate(
      TEXT,
      {
        type: ['name'],
        arrived: ['name', 'time'],
        balancer: ['word'],
        client: ['beforePort', 'client.ip'],
        client_port: ['number'],
        target: ['word'],
        before_target: ['number'],
        target_time: ['number', 'request_time'],
        behind_target: ['number'],
        target_status: ['number'],
        received: ['number', 'request_bytes'],
        sent: ['number', 'bytes_sent'],
      },
      // There are more fields, and from time to time another.
      { escaping: 'backslash', isOpen: true },
    );
    return new TemplateFormat('alb', template, options);
  },
};
