/**
 * Traces: one span a batch and service, one parent-child trace for a ban. Contexts travel as W3C `traceparent` text,
 * in batches, in NATS headers and in gRPC metadata.
 */
import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { messageOf } from '../errors/weir-error.ts';

/** Name of the header and metadata key that carries a context. */
export const TRACEPARENT = 'traceparent';

export interface SpanOptions {
  /** Context of the parent; a new trace begins without one. */
  readonly parent?: string;
  /** Unix ms; now when left out. */
  readonly startMs?: number;
  readonly attributes?: Attributes;
  /** Contexts of other batches that contributed. */
  readonly links?: readonly string[];
}

export interface TraceSpan {
  /** W3C context of this span, for its children; empty when tracing is off. */
  readonly traceparent: string;
  set(attributes: Attributes): void;
  /** @param endMs Unix ms; now when left out. */
  end(endMs?: number): void;
  fail(error: unknown): void;
}

export interface Tracing {
  readonly enabled: boolean;
  span(name: string, options?: SpanOptions): TraceSpan;
  /** Sends what is pending. */
  close(): Promise<void>;
}

const NO_SPAN: TraceSpan = { traceparent: '', set() {}, end() {}, fail() {} };

export const NO_TRACING: Tracing = { enabled: false, span: () => NO_SPAN, async close() {} };

const QUEUE_MAX = 8192;
const EXPORT_EVERY_MS = 500;

/** Sends spans to the OTLP/HTTP receiver at `endpoint` (its base URL). */
export function otlpTracing(endpoint: string, service: string, instance: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': `weir-${service}`,
      'service.namespace': 'weir',
      'service.instance.id': instance,
    }),
    spanProcessors: [
      new BatchSpanProcessor({ exporter, maxQueueSize: QUEUE_MAX, scheduledDelayMillis: EXPORT_EVERY_MS }),
    ],
  });
  const tracer = provider.getTracer('weir');
  return {
    enabled: true,
    span(name, { parent = '', startMs, attributes = {}, links = [] } = {}) {
      const span = tracer.startSpan(
        name,
        {
          attributes,
          ...(startMs === undefined ? {} : { startTime: startMs }),
          links: links.flatMap((link) => {
            const context = trace.getSpanContext(contextOf(link));
            return context ? [{ context }] : [];
          }),
        },
        contextOf(parent),
      );
      return new ActiveSpan(span);
    },
    close: () => provider.shutdown(),
  };
}

class ActiveSpan implements TraceSpan {
  readonly #span: Span;
  readonly traceparent: string;

  constructor(span: Span) {
    this.#span = span;
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  }

  set(attributes: Attributes): void {
    this.#span.setAttributes(attributes);
  }

  end(endMs?: number): void {
    this.#span.end(endMs);
  }

  fail(error: unknown): void {
    this.#span.setStatus({ code: SpanStatusCode.ERROR, message: messageOf(error) });
    this.#span.end();
  }
}

function contextOf(traceparent: string): Context {
  const match = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent);
  if (!match) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: match[1],
    spanId: match[2],
    traceFlags: Number.parseInt(match[3], 16),
    isRemote: true,
  });
}
