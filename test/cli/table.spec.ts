// What others wrote, in the terminal of whoever runs a command: a name that a merchant's admin chose is shown, and not obeyed.
import { printTable } from '../../src/cli/table';

test('a table shows a question mark for what a terminal would obey or hide, and its columns stay straight', () => {
  const told: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => told.push(String(text)) > 0);
  try {
    printTable(
      ['ID', 'E-MAIL', 'ROLE'],
      [
        ['usr_1', 'c\u001b[2J@x.example', 'agent'],
        ['usr_2', 'b\u001b]0;owned\u0007@x.example', 'agent'],
        ['usr_3', 'd\u202ee@x.example\u200b', 'admin'],
        ['usr_4', 'two\nlines\u2028\u009bm', 'viewer'],
        ['usr_5', 'Zoë Dlamini', 'viewer'],
      ],
    );
  } finally {
    write.mockRestore();
  }
  expect(told).toEqual([
    'ID     E-MAIL                 ROLE\n',
    'usr_1  c?[2J@x.example        agent\n',
    'usr_2  b?]0;owned?@x.example  agent\n',
    'usr_3  d?e@x.example?         admin\n',
    'usr_4  two?lines??m           viewer\n',
    'usr_5  Zoë Dlamini            viewer\n',
  ]);
});
