// The report as a table for people: markdown, so that it can be pasted.

const WHAT = {
  create: ({ providerMs }) => (providerMs > 0 ? `create + capture, provider ${providerMs} ms` : 'create + capture'),
  get: () => 'GET',
  list: () => 'list of 20',
  redeem: () => 'points: redeem',
  redeem_one: () => 'points: redeem, one participant',
  item: () => 'points: item',
  item_one: () => 'points: item, one reward',
  reverse: () => 'points: reverse',
};
const ms = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(0));
const mib = (bytes) => String(Math.round(bytes / 1048576));

const plus = (value) => (value < 0 ? `−${ms(-value)}` : `+${ms(value)}`);
const cpu = ({ cpuSecondsPerRequest }) => (cpuSecondsPerRequest * 1000).toFixed(2);

const COLUMNS = [
  ['store', (row) => row.store],
  ['what', (row) => WHAT[row.kind](row)],
  ['callers', (row) => String(row.callers)],
  ['Vouch /s', (row) => String(Math.round(row.vouch.perSecond))],
  ['of create', ({ createRatio }) => createRatio?.toFixed(2) ?? ''],
  ['floor /s', (row) => String(Math.round(row.floor.perSecond))],
  ['of floor', (row) => row.ratio.toFixed(2)],
  ['rows /s', (row) => String(Math.round(row.rows.perSecond))],
  ['of rows', (row) => row.rowsRatio.toFixed(2)],
  ['p50 ms (added)', (row) => `${ms(row.vouch.p50Ms)} (${plus(row.addedP50Ms)})`],
  ['p99 ms (added)', (row) => `${ms(row.vouch.p99Ms)} (${plus(row.addedP99Ms)})`],
  ['CPU ms each', (row) => cpu(row.vouch)],
  ['floor, rows', (row) => `${cpu(row.floor)}, ${cpu(row.rows)}`],
  ['RSS MiB', (row) => `${mib(row.vouch.rssStartBytes)} → ${mib(row.vouch.rssEndBytes)}`],
];

export function tableOf({ at, machine, secondsPerCell, rounds, documentBytes, rows }) {
  const { first, final, reply } = documentBytes;
  const times = rounds > 1 ? `, the middle one of ${rounds}` : '';
  const lines = [
    `${at}, ${machine.cpu}, ${machine.cores} cores (load average ${machine.loadAverage} before the run), Node ${machine.node}, ${secondsPerCell} s a cell${times};`,
    `documents of ${first} and ${final} bytes, answers of ${reply} bytes.`,
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
