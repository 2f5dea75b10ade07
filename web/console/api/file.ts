// Lists that the server gives as files.
import type { Route } from '../../../client/src/console';
import { callPeople, transport, type ToPeople } from './transport';

/** A statement of a gigabyte takes its time, and a list of what does not match as well. */
export const FILE_MS = 30 * 60_000;

/** What came as text, to be kept. */
export async function fileOf(route: Route, about: Omit<ToPeople, 'isFile'>): Promise<Blob> {
  const options = { deadlineMs: FILE_MS };
  const text = await transport.read(() => callPeople<string>(route, { ...about, isFile: true }, options));
  return new Blob([text], { type: 'text/csv' });
}
