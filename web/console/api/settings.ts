// What an account chose, and what counts with it.

/** From which amount on it takes two. `off`: from none on. */
export type ApprovalChoice = number | 'off';

/** What an account may choose. Null: what the installation says. */
export interface ChosenSettings {
  readonly time_zone: string | null;
  readonly approval_above: ApprovalChoice | null;
  readonly approval_above_per_day: ApprovalChoice | null;
  readonly session_idle_minutes: number | null;
  readonly session_hours: number | null;
}

/** Null: no amount takes two. */
export interface ApprovalLimits {
  readonly approval_above: number | null;
  readonly approval_above_per_day: number | null;
}

export interface CountingSettings {
  readonly time_zone: string;
  readonly session_idle_minutes: number;
  readonly session_hours: number;
  readonly test: ApprovalLimits;
  /** Null where there is no live mode. */
  readonly live: ApprovalLimits | null;
}

export interface Settings extends ChosenSettings {
  /** What counts now. */
  readonly effective: CountingSettings;
  /** What counts where nothing is chosen. */
  readonly installation: CountingSettings;
}
