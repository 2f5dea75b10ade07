// The report as a table for people: markdown, so that it can be pasted.

const WHAT = {
  create: ({ providerMs }) => (providerMs > 0 ? `create + capture, provider ${providerMs} ms` : 'create + capture'),
  get: () => 'GET',
  list: () => 'list of 20',
};
const ms = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(0));
const mib = (bytes) => String(Math.round(bytes / 1048576));

const COLUMNS = [
  ['store', (row) => row.store],
  ['what', (row) => WHAT[row.kind](row)],
  ['callers', (row) => String(row.callers)],
  ['Vouch /s', (row) => String(Math.round(row.vouch.perSecond))],
  ['floor /s', (row) => String(Math.round(row.floor.perSecond))],
  ['ratio', (row) => row.ratio.toFixed(2)],
  ['p50 ms', (row) => ms(row.vouch.p50Ms)],
  ['floor p50', (row) => ms(row.floor.p50Ms)],
  ['p99 ms', (row) => ms(row.vouch.p99Ms)],
  ['floor p99', (row) => ms(row.floor.p99Ms)],
  ['CPU ms each', (row) => (row.vouch.cpuSecondsPerRequest * 1000).toFixed(2)],
  ['floor CPU ms', (row) => (row.floor.cpuSecondsPerRequest * 1000).toFixed(2)],
  ['RSS MiB', (row) => `${mib(row.vouch.rssStartBytes)} → ${mib(row.vouch.rssEndBytes)}`],
];

export function tableOf({ at, machine, secondsPerCell, documentBytes, rows }) {
  const { firstBytes, finalBytes, replyBytes } = documentBytes;
  const lines = [
    `${at}, ${machine.cpu}, ${machine.cores} cores (load average ${machine.loadAverage} before the run), Node ${machine.node}, ${secondsPerCell} s a cell;`,
    `documents of ${firstBytes} and ${finalBytes} bytes, answers of ${replyBytes} bytes.`,
    '',
    `| ${COLUMNS.map(([name]) => name).join(' | ')} |`,
    `|${COLUMNS.map((_, index) => (index < 2 ? '---' : '---:')).join('|')}|`,
    ...rows.map((row) => `| ${COLUMNS.map(([, cell]) => cell(row)).join(' | ')} |`),
    '',
  ];
  return lines.join('\n');
}

export function printTable(report) {
  process.stdout.write(`\n${tableOf(report)}\n`);
}
