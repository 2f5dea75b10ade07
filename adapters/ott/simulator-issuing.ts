// The issuing half of the OTT simulator: sells vouchers, which is how value is given back. Credentials are checked before it.
import type { SimulatorBooks } from '../kit/simulator/books';
import { movementNumber } from '../kit/simulator/scenarios';
import type { Fields } from '../kit/simulator/http';
import type { SimulatorReply } from '../kit/simulator/server';
import { centsOf, fieldOf, groupedRandText, rejectUnless } from './simulator-form';
import { PLACEHOLDER_CODES, TEST_CREDENTIALS } from './test-credentials';

/** A sale by our reference. `repeated`: sold twice under one reference, and can no longer be checked. */
interface Sale {
  readonly pin: string;
  readonly state: 'sold' | 'confirmed' | 'rejected';
  readonly repeated: boolean;
}

/** The simulated issuing API. */
export class OttIssuing {
  constructor(
    private readonly books: SimulatorBooks,
    private readonly provider: string,
    private readonly type: string,
    private readonly pinLength: number,
  ) {}

  /** Sells a voucher. A repeated reference sells another one: the provider does not guard against it. */
  getVoucher(fields: Fields): SimulatorReply {
    const fault =
      rejectUnless('branch', /./, fields) ??
      rejectUnless('cashier', /./, fields) ??
      rejectUnless('uniqueReference', /^.{1,50}$/, fields) ??
      vendorFault(fields);
    if (fault) return fault;
    const value = centsOf(fieldOf(fields, 'value') ?? '');
    if (!value) return failure(PLACEHOLDER_CODES.invalidRequest, 'Invalid value');
    const reference = fieldOf(fields, 'uniqueReference') ?? '';
    const repeated = this.sale(reference) !== undefined;
    const voucher = this.books.issue({ type: this.type, value, pinLength: this.pinLength, issuedFor: reference });
    const sale: Sale = { pin: voucher.pin, state: 'sold', repeated };
    this.keep(reference, sale);
    return this.show(reference, sale);
  }

  /** By reference, unlike the redemption call of the same name. */
  checkVoucher(fields: Fields): SimulatorReply {
    const reference = fieldOf(fields, 'uniqueReference') ?? '';
    const sale = this.sale(reference);
    if (!sale) return failure(PLACEHOLDER_CODES.saleNotFound, 'No sale found for this reference');
    if (sale.repeated) return failure(PLACEHOLDER_CODES.referenceNotUnique, 'Reference is not unique');
    if (sale.state === 'rejected') return failure(PLACEHOLDER_CODES.voucherCancelled, 'Sale was rejected');
    return this.show(reference, sale);
  }

  confirm(fields: Fields): SimulatorReply {
    return this.settle(fields, 'confirmed');
  }

  /** Undoes the sale, unless the voucher has been spent. */
  reject(fields: Fields): SimulatorReply {
    return this.settle(fields, 'rejected');
  }

  private settle(fields: Fields, state: 'confirmed' | 'rejected'): SimulatorReply {
    const reference = fieldOf(fields, 'uniqueReference') ?? '';
    const sale = this.sale(reference);
    const voucher = sale && this.books.find(this.type, sale.pin);
    if (!sale || !voucher) return failure(PLACEHOLDER_CODES.saleNotFound, 'No sale found for this reference');
    if (sale.state !== 'sold' && sale.state !== state) {
      return failure(PLACEHOLDER_CODES.voucherCancelled, `Sale is ${sale.state} already`);
    }
    if (state === 'rejected' && sale.state === 'sold') {
      if (voucher.status === 'redeemed') return failure(PLACEHOLDER_CODES.alreadyRedeemed, 'Voucher already used');
      voucher.status = 'cancelled';
      this.books.save(voucher);
    }
    this.keep(reference, { ...sale, state });
    return { status: 200, json: { success: 'true', message: `Sale ${state}`, errorCode: 0 } };
  }

  private show(reference: string, sale: Sale): SimulatorReply {
    const voucher = this.books.find(this.type, sale.pin);
    const shown = {
      voucherID: voucher?.serial,
      saleID: String(movementNumber(reference)),
      pin: sale.pin,
      serialNumber: voucher?.serial,
      batch: '1',
      instructions: 'Simulated voucher, worth nothing.',
      amount: groupedRandText(voucher?.value ?? 0),
    };
    // JSON inside JSON: the provider's own format.
    return { status: 200, json: { success: 'true', message: '', errorCode: '0', voucher: JSON.stringify(shown) } };
  }

  private sale(reference: string): Sale | undefined {
    return this.books.recall(this.provider, `sale ${reference}`) as Sale | undefined;
  }

  private keep(reference: string, sale: Sale): void {
    this.books.remember(this.provider, `sale ${reference}`, sale);
  }
}

function vendorFault(fields: Fields): SimulatorReply | undefined {
  if (fieldOf(fields, 'vendorCode') === TEST_CREDENTIALS.issuingVendorCode) return undefined;
  return failure(PLACEHOLDER_CODES.wrongVendor, 'Unknown vendor');
}

function failure(errorCode: string, message: string): SimulatorReply {
  return { status: 201, json: { success: 'false', message, errorCode } };
}
