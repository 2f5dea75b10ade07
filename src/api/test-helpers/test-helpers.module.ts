// Test vouchers, made by the simulators.
import { Module, type DynamicModule } from '@nestjs/common';
import { TestVoucherRequests } from './test-voucher-requests';
import { TestVouchersController } from './test-vouchers.controller';
import { TestVouchers } from './test-vouchers';

@Module({ controllers: [TestVouchersController], providers: [TestVoucherRequests] })
export class TestHelpersModule {
  /** `vouchers` is the way to the simulators of this process, or of another one. */
  static forRoot(vouchers: TestVouchers): DynamicModule {
    return { module: TestHelpersModule, providers: [{ provide: TestVouchers, useValue: vouchers }] };
  }
}
