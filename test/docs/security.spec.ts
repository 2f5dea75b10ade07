// The page on threats leads somewhere: every test it names is there, every threat names one, and every number stands once.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
const [threats = '', standard = ''] = page.split('## OWASP ASVS');

function rowsOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| Who |') && !line.startsWith('| Number |'))
    .map((line) =>
      line
        .slice(2, -1)
        .split(' | ')
        .map((cell) => cell.replace(/\|\s*$/, '').trim()),
    );
}

function filesIn(text: string): string[] {
  return [...text.matchAll(/`((?:test|adapters|bench)\/[^`]+\.(?:ts|mjs|cjs))`/g)].map(([, file = '']) => file);
}

it('names no test that is not there', () => {
  const named = [...new Set(filesIn(page))];
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

it('says of every threat who, what, what stops it, and which test shows that', () => {
  const rows = rowsOf(threats);
  expect(rows.length).toBeGreaterThan(45);
  expect(rows.filter((row) => row.length !== 4 || row.some((cell) => cell === ''))).toEqual([]);
  expect(rows.filter(([, , , test = '']) => filesIn(test).length === 0)).toEqual([]);
});

it('gives every requirement of the standard one row', () => {
  const rows = rowsOf(standard);
  const numbers = rows.flatMap(([cell = '']) => cell.split(', '));
  expect(numbers.filter((number) => !/^\d+\.[\d.*–]+$/.test(number))).toEqual([]);
  expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
  expect(rows.filter((row) => row.length < 3 || row[2] === '')).toEqual([]);
});
