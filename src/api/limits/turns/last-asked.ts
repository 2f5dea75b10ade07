// Who asks lately: whoever is alone shares with nobody.

/** Who asked for something last, and who else before: enough to say of each account when others did. */
export class LastAsked {
  #last = { account: '', at: -Infinity };
  #before = this.#last;

  note(account: string, at: number): void {
    if (account !== this.#last.account) this.#before = this.#last;
    this.#last = { account, at };
  }

  byOthersThan(account: string): number {
    return (account === this.#last.account ? this.#before : this.#last).at;
  }
}
