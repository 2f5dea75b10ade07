// What each voucher type can do and asks for, from the traits of its adapter alone. Also the envelope of lists shown whole.
import type { Traits } from '../../core/providers/provider';
import type { Page } from '../lists/pagination';

/** The traits that concern clients: not how doubt is resolved, nor how long a call may take, nor what only simulators know. */
export function publicType(traits: Traits) {
  const { type, category, name, description, website, currencies, capabilities, sourceFields } = traits;
  const fields = sourceFields.map(({ testValues: _hidden, ...field }) => field);
  return { type, category, name, description, website, currencies, capabilities, required_fields: fields };
}

/** A list that is too short for pages, in the envelope of the others. */
export function wholeList<T>(data: readonly T[]): Page<T> {
  return { object: 'list', data, has_more: false, next_cursor: null };
}
