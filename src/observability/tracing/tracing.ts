// Starts OpenTelemetry, if the standard variables ask for it. Where they do not, no part of the SDK is even loaded.
import { context, propagation, trace } from '@opentelemetry/api';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Whether the environment asks for traces: an OTLP endpoint is named, and neither `OTEL_SDK_DISABLED` nor
 * `OTEL_TRACES_EXPORTER=none` takes it back. Variables as in the OpenTelemetry specification, "SDK environment variables".
 */
export function wantsTracing(env: Env): boolean {
  const text = (name: string) => env[name]?.trim() ?? '';
  if (text('OTEL_SDK_DISABLED').toLowerCase() === 'true') return false;
  if (text('OTEL_TRACES_EXPORTER').toLowerCase() === 'none') return false;
  return text('OTEL_EXPORTER_OTLP_ENDPOINT') !== '' || text('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') !== '';
}

export interface Tracing {
  /** Sends what is waiting, and stops. Never rejects: traces are not worth a failed shutdown. */
  close(): Promise<void>;
}

/**
 * Loads the SDK and makes it the process's. The SDK reads its own variables: endpoint, headers, sampler, resource attributes,
 * batch sizes. Traces go out as OTLP over HTTP.
 */
export async function startTracing(version: string): Promise<Tracing> {
  const [{ NodeTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, resources] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const named = resources.resourceFromAttributes({ 'service.name': 'vouch', 'service.version': version });
  const fromEnv = resources.detectResources({ detectors: [resources.envDetector] });
  const provider = new NodeTracerProvider({
    resource: resources.defaultResource().merge(named).merge(fromEnv),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  return {
    async close() {
      await provider.shutdown().catch(() => undefined);
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}
