// Whether OpenTelemetry's own variables ask for traces. What else they say, its SDK reads by itself.
import type { Env } from './read-variables';

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
