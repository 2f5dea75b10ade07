// Starts OpenTelemetry, if the standard variables ask for it. Where they do not, no part of the SDK is even loaded.
import { context, propagation, trace } from '@opentelemetry/api';

/** The running SDK. */
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
