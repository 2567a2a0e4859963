/**
 * Stands in for Jaeger: takes spans by OTLP/HTTP, and answers those two paths of Jaeger's HTTP API that tell which
 * services and traces there are. It has no page.
 */
import { createServer } from 'node:http';
import { OtlpReceiver, type ReceivedSpan } from '../../support/otlp.ts';

/** The latest of them. */
const SPANS_MAX = 20_000;
const TRACES_MAX = 20;

const receiver = await OtlpReceiver.start({ host: '0.0.0.0', port: 4318 });

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://jaeger');
  receiver.spans.splice(0, receiver.spans.length - SPANS_MAX);
  const { spans } = receiver;
  response.setHeader('content-type', 'application/json');
  if (pathname === '/api/services') {
    response.end(JSON.stringify({ data: [...new Set(spans.map(({ service }) => service))] }));
  } else if (pathname === '/api/traces') {
    const service = searchParams.get('service');
    const ids = spans.filter((span) => span.service === service).map(({ traceId }) => traceId);
    const latest = [...new Set(ids)].slice(-TRACES_MAX);
    response.end(JSON.stringify({ data: latest.map((id) => traceOf(id, spans)) }));
  } else {
    response.statusCode = 404;
    response.end('{}');
  }
}).listen(16_686);

process.once('SIGTERM', () => {
  server.close();
  void receiver.stop().then(() => process.exit(0));
});

function traceOf(traceID: string, spans: readonly ReceivedSpan[]) {
  const own = spans.filter(({ traceId }) => traceId === traceID);
  return {
    traceID,
    spans: own.map(({ name, service }) => ({ operationName: name, processID: service })),
    processes: Object.fromEntries(own.map(({ service }) => [service, { serviceName: service }])),
  };
}
