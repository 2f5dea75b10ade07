// Terminals: tills that are let in by a pairing code.
import { Module } from '@nestjs/common';
import { TerminalRequests } from './terminal-requests';
import { TerminalsController } from './terminals.controller';

@Module({ controllers: [TerminalsController], providers: [TerminalRequests] })
export class TerminalsModule {}
