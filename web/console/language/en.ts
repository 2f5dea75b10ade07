// English. Every other language file satisfies the type `Language`, which is made of this one. Words of one room each stand in `en/`.
import { desk } from './en/desk';
import { facts } from './en/facts';
import { givenBackWords } from './en/given-back';
import { people } from './en/people';
import { records } from './en/records';
import { shell } from './en/shell';

export const en = { ...shell, ...people, ...records, ...facts, ...givenBackWords, ...desk };
