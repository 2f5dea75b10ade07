// Vouchers before they are redeemed: what one is worth.
import { Module } from '@nestjs/common';
import { LookupRequests } from './lookup-requests';
import { LookupController } from './lookup.controller';

@Module({ controllers: [LookupController], providers: [LookupRequests] })
export class VouchersModule {}
