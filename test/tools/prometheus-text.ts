// A strict reader of the Prometheus text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/): every
// line must follow the grammar, every sample its declared type, every histogram its own arithmetic. For specs.

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram' | 'summary' | 'untyped';
  readonly samples: readonly Sample[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const HELP = new RegExp(`^# HELP (${NAME}) ((?:[^\\\\]|\\\\\\\\|\\\\n)*)$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram|summary|untyped)$`);
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)(?: (-?\\d+))?$`);
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\\\|\\"|\\n)*)"(,|$)/y;
const SUFFIXES = { histogram: ['_bucket', '_sum', '_count'], summary: ['', '_sum', '_count'] } as const;

interface Open {
  name: string;
  help: string | null;
  type: Family['type'] | null;
  samples: Sample[];
}

/** Throws with the line where the text is not what it says it is. */
export function parsePrometheus(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line must end in a line feed');
  const families = new Map<string, Open>();
  const seen = new Set<string>();
  let current: Open | null = null;
  for (const line of text.slice(0, -1).split('\n')) {
    if (line === '') continue;
    const family: Open | null = line.startsWith('#') ? declare(families, current, line) : current;
    if (!family) throw new Error(`a sample before its TYPE: ${line}`);
    current = family;
    if (line.startsWith('#')) continue;
    const sample = sampleOf(line);
    assertBelongs(family, sample, line);
    const identity = `${sample.name}${JSON.stringify(Object.entries(sample.labels).sort())}`;
    if (seen.has(identity)) throw new Error(`the same series twice: ${line}`);
    seen.add(identity);
    family.samples.push(sample);
  }
  const closed = [...families.values()].map(close);
  for (const family of closed) if (family.type === 'histogram') assertHistogram(family);
  return new Map(closed.map((family) => [family.name, family]));
}

function declare(families: Map<string, Open>, current: Open | null, line: string): Open {
  const help = HELP.exec(line);
  const type = TYPE.exec(line);
  const name = help?.[1] ?? type?.[1];
  if (name === undefined) throw new Error(`neither HELP nor TYPE: ${line}`);
  const family = families.get(name) ?? { name, help: null, type: null, samples: [] };
  if (families.has(name) && current !== family) throw new Error(`the lines of one metric must stand together: ${line}`);
  families.set(name, family);
  if (help) {
    if (family.help !== null) throw new Error(`HELP twice: ${line}`);
    family.help = help[2] ?? '';
  } else {
    if (family.type !== null || family.samples.length > 0) throw new Error(`TYPE twice, or too late: ${line}`);
    family.type = type?.[2] as Family['type'];
  }
  return family;
}

function sampleOf(line: string): Sample {
  const match = SAMPLE.exec(line);
  if (!match) throw new Error(`not a sample: ${line}`);
  const [, name = '', labels, text = ''] = match;
  return { name, labels: labels === undefined ? {} : labelsOf(labels, line), value: numberOf(text, line) };
}

function labelsOf(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const match = LABEL.exec(text);
    if (!match) throw new Error(`not labels: ${line}`);
    const [, name = '', value = ''] = match;
    if (name in labels) throw new Error(`a label twice: ${line}`);
    labels[name] = value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
  }
  return labels;
}

function numberOf(text: string, line: string): number {
  const special: Record<string, number> = { '+Inf': Infinity, '-Inf': -Infinity, NaN };
  const value = special[text] ?? (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined);
  if (value === undefined) throw new Error(`not a number: ${line}`);
  return value;
}

function assertBelongs({ name, type }: Open, sample: Sample, line: string): void {
  const suffixes: readonly string[] = type === 'histogram' || type === 'summary' ? SUFFIXES[type] : [''];
  if (!suffixes.some((suffix) => sample.name === name + suffix)) throw new Error(`not a sample of ${name}: ${line}`);
  if (type === 'counter' && !(sample.value >= 0)) throw new Error(`a counter below nothing: ${line}`);
}

function close({ name, help, type, samples }: Open): Family {
  if (help === null || type === null) throw new Error(`${name} lacks HELP or TYPE`);
  return { name, help, type, samples };
}

/** Buckets rise, end in +Inf, and the last one equals `_count`; there is a `_sum` as well. */
function assertHistogram({ name, samples }: Family): void {
  const series = new Map<string, { buckets: [number, number][]; sum?: number; count?: number }>();
  for (const { name: sampleName, labels, value } of samples) {
    const { le, ...rest } = labels;
    const key = JSON.stringify(Object.entries(rest).sort());
    const entry = series.get(key) ?? { buckets: [] };
    series.set(key, entry);
    if (sampleName === `${name}_bucket`) entry.buckets.push([numberOf(le ?? '', `${name} le`), value]);
    else if (sampleName === `${name}_sum`) entry.sum = value;
    else entry.count = value;
  }
  for (const [key, { buckets, sum, count }] of series) {
    const [last] = buckets.slice(-1);
    const rising = buckets.every(([le, n], index) => {
      const before = buckets[index - 1];
      return before === undefined || (before[0] < le && before[1] <= n);
    });
    if (!rising || last?.[0] !== Infinity || last[1] !== count || sum === undefined || (count === 0 && sum !== 0))
      throw new Error(`the histogram ${name}${key} does not add up`);
  }
}
