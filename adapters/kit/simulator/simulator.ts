// What a provider's simulator is to those who start and stop it.
import type { SimulatorBooks } from './books';

/** A provider's simulator: a server on loopback that honours the vouchers in the books. */
export interface Simulator {
  /** How many digits this provider's PINs have, for vouchers made on demand. 16 where absent. */
  readonly pinLength?: number;
  /** The names of its operations, so that a mistyped one is refused where a fault is set. Absent: any name passes. */
  readonly operations?: readonly string[];
  /** Starts listening on loopback; resolves with the port. Port 0 picks a free one. */
  listen(port: number): Promise<number>;
  /** Closes the port and drops every open connection, as an outage does. The books stay. `listen` reopens. */
  close(): Promise<void>;
}

/** A provider as its simulator's host knows it: the names it goes by, and how to make one. */
export interface SimulatedProvider {
  readonly type: string;
  readonly provider: string;
  simulator(books: SimulatorBooks): Simulator;
}
