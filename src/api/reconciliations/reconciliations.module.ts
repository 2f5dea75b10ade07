// Statements of providers, compared with the books.
import { Module, type DynamicModule } from '@nestjs/common';
import { Statements } from '../../core/reconciliations/statements';
import { ReconciliationRequests } from './reconciliation-requests';
import { ReconciliationsController } from './reconciliations.controller';

@Module({ controllers: [ReconciliationsController], providers: [ReconciliationRequests] })
export class ReconciliationsModule {
  /** `statements` is the side that reads and compares them. */
  static forRoot(statements: Statements): DynamicModule {
    return { module: ReconciliationsModule, providers: [{ provide: Statements, useValue: statements }] };
  }
}
