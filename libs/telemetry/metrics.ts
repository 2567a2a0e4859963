/**
 * Numbers about a service. The hot path adds to a plain field; OpenTelemetry reads the fields when somebody asks
 * (Prometheus text, OTLP, or the status that services announce).
 */
import type { Attributes, Meter } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';

/** A number that only grows. */
export interface Counter {
  value: number;
}

export interface Histogram {
  record(value: number): void;
}

const LATENCY_BUCKETS_MS = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

export class Metrics {
  readonly #provider: MeterProvider;
  readonly #prometheus = new PrometheusExporter({ preventServerStart: true });
  readonly #meter: Meter;
  readonly #reads = new Map<string, () => number>();

  /** @param otlp base URL of an OTLP/HTTP receiver that is sent everything regularly. */
  constructor(service: string, instance: string, otlp?: string) {
    const push =
      otlp === undefined
        ? []
        : [
            new PeriodicExportingMetricReader({
              exporter: new OTLPMetricExporter({ url: `${otlp.replace(/\/+$/, '')}/v1/metrics` }),
              exportIntervalMillis: 10_000,
            }),
          ];
    this.#provider = new MeterProvider({
      resource: resourceFromAttributes({
        'service.name': `weir-${service}`,
        'service.instance.id': instance,
      }),
      readers: [this.#prometheus, ...push],
    });
    this.#meter = this.#provider.getMeter('weir');
  }

  /** @param name with its unit last, such as `weir_collector_lines_total` */
  counter(name: string, description: string, attributes: Attributes = {}): Counter {
    const counter: Counter = { value: 0 };
    this.#reads.set(keyOf(name, attributes), () => counter.value);
    this.#meter
      .createObservableCounter(name, { description })
      .addCallback((result) => result.observe(counter.value, attributes));
    return counter;
  }

  gauge(name: string, description: string, read: () => number, attributes: Attributes = {}): void {
    this.#reads.set(keyOf(name, attributes), read);
    this.#meter
      .createObservableGauge(name, { description })
      .addCallback((result) => result.observe(read(), attributes));
  }

  /** Of durations in ms. */
  histogram(name: string, description: string): Histogram {
    return this.#meter.createHistogram(name, {
      description,
      unit: 'ms',
      advice: { explicitBucketBoundaries: LATENCY_BUCKETS_MS },
    });
  }

  /** Every counter and gauge now, by name. */
  numbers(): Record<string, number> {
    return Object.fromEntries([...this.#reads].map(([name, read]) => [name, read()]));
  }

  /** Prometheus text format. */
  async text(): Promise<string> {
    const { resourceMetrics } = await this.#prometheus.collect();
    return new PrometheusSerializer().serialize(resourceMetrics);
  }

  async close(): Promise<void> {
    await this.#provider.shutdown();
  }
}

function keyOf(name: string, attributes: Attributes): string {
  const labels = Object.entries(attributes).map(([label, value]) => `${label}=${value}`);
  return labels.length === 0 ? name : `${name}{${labels.join(',')}}`;
}
