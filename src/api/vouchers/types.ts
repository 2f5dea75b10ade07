// What each voucher type can do and asks for, from the traits of its adapter alone.
import type { Traits } from '../../core/providers/provider';

/** Where a server explains itself, below the address at which clients reach it. */
const DOCS = '/docs';

/** The traits that concern clients: not how doubt is resolved, nor how long a call may take, nor what only simulators know. */
export function publicType(traits: Traits, publicUrl: string) {
  const {
    type,
    category,
    name,
    description,
    website = publicUrl + DOCS,
    currencies,
    capabilities,
    sourceFields,
  } = traits;
  const fields = sourceFields.map(({ testValues: _hidden, ...field }) => field);
  return { type, category, name, description, website, currencies, capabilities, required_fields: fields };
}
