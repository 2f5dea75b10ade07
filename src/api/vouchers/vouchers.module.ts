// Vouchers before they are redeemed: what one is worth.
import { Module } from '@nestjs/common';
import { LookupController } from './lookup.controller';

@Module({ controllers: [LookupController] })
export class VouchersModule {}
