// From the words of the API to those of the till.
import type { Redemption as Answer, Schemas } from 'vouch-client';
import type { ChangeVoucher, Redemption } from '../sale/attempt';
import type { Terminal } from '../sale/state';
import type { VoucherType } from '../sale/entry/voucher-type';

/** What the till keeps of a redemption. `open` is none of its own doing: nothing is certain about it either. */
export function redemptionOf(answer: Answer): Redemption {
  const { id, outcome, type, amount, last_error: error } = answer;
  return {
    id,
    outcome: outcome === 'paid' || outcome === 'not_paid' ? outcome : 'checking',
    typeId: type,
    // 0: the whole value, until that is known.
    askedCents: amount === 0 ? null : amount,
    takenCents: answer.redeemed_amount,
    givenBackCents: answer.reversed_amount,
    lastFour: lastFourOf(answer.source),
    reference: answer.external_reference,
    change: answer.change_voucher && changeOf(answer.change_voucher),
    reason: outcome === 'not_paid' ? (error?.code ?? null) : null,
    at: Date.parse(answer.created_at),
    askAfterMs: answer.next_check_at === null ? null : Date.parse(answer.next_check_at) - Date.parse(answer.updated_at),
  };
}

function changeOf(change: NonNullable<Answer['change_voucher']>): ChangeVoucher {
  return {
    pin: change.pin ?? change.masked_pin ?? null,
    amountCents: change.amount ?? null,
    serialNumber: change.serial_number,
    expiresAt: change.expires_at === null ? null : Date.parse(change.expires_at),
    delivery: change.delivery,
  };
}

/** A phone number is shown as it is; what is masked is the PIN. */
function lastFourOf(source: Answer['source']): string {
  const masked = Object.values(source).find((value) => value.includes('*'));
  return masked?.slice(-4) ?? '';
}

/** What a till can take: types of one secret, and of nothing else that has to be asked for than a phone number. */
export function typesOf(list: Schemas['VoucherTypeList']): readonly VoucherType[] {
  return list.data.flatMap((type): VoucherType[] => {
    const needed = type.required_fields.filter(({ required }) => required);
    const [pin, ...secrets] = needed.filter(({ sensitive }) => sensitive);
    const [phone, ...others] = needed.filter(({ sensitive }) => !sensitive);
    const isPhone = phone === undefined || /phone|mobile/.test(phone.name);
    if (!pin || secrets.length > 0 || others.length > 0 || !isPhone) return [];
    return [
      {
        id: type.type,
        name: type.name,
        pin: { name: pin.name, pattern: pin.pattern },
        phone: phone ? { name: phone.name, pattern: phone.pattern } : null,
        partial: type.capabilities.partial,
        currency: type.currencies[0] ?? 'ZAR',
      },
    ];
  });
}

/** What the account of the first start is called for a cashier, in test mode. */
const DEMO_SHOP = 'Demo shop';

/** Who the server says this is. */
export function terminalOf(current: Schemas['CurrentTerminal']): Terminal {
  const { id, terminal_id: terminalId, name, account_name: accountName, livemode } = current;
  // Not of Vouch: it says nothing.
  if (!/^trm_/.test(id)) throw new TypeError('No terminal');
  return {
    id,
    terminalId,
    name,
    accountName: livemode || accountName !== 'default' ? accountName : DEMO_SHOP,
    livemode,
  };
}
