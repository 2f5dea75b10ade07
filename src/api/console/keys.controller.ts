// API keys of the account, and the audit log.
import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ACTS } from '../../core/people/audit';
import { REPEATED, StoredAnswerPost } from '../idempotency/idempotency.interceptor';
import { DescribesPage } from '../lists/decorators';
import { MayFailWith, OfPeople, Responds, RespondsAlsoCsv } from '../openapi/decorators';
import { TIME } from '../openapi/properties';
import { UserOnly } from '../request/caller';
import { AuditListDto } from './audit.dto';
import { KeyRequests } from './key-requests';
import { CreateKeyDto, KeyDto, KeyListDto, KeyWithTextDto } from './people-dto';

/** `/v1/console/keys` and `/v1/audit_log`. */
@ApiTags('Console')
@OfPeople()
@Controller('v1')
export class KeysController {
  constructor(private readonly requests: KeyRequests) {}

  @Get('console/keys')
  @UserOnly('keys.manage')
  @ApiOperation({ operationId: 'listKeys', summary: 'List API keys', description: 'Newest first, revoked ones too.' })
  @ApiOkResponse({ type: KeyListDto, description: 'The keys of the mode.' })
  @MayFailWith('permission_missing')
  keys(@Req() request: FastifyRequest) {
    return this.requests.keys(request);
  }

  @Post('console/keys')
  @UserOnly('keys.manage')
  @StoredAnswerPost()
  @ApiOperation({ operationId: 'createKey', summary: 'Make an API key' })
  @ApiBody({ type: CreateKeyDto })
  @Responds(KeyWithTextDto, {
    status: 201,
    description: 'The key, and its text, which is shown this once.',
    replayable: true,
  })
  @MayFailWith('validation_failed', 'permission_missing', 'step_up_required', 'too_many_keys', ...REPEATED)
  createKey(@Req() request: FastifyRequest) {
    return this.requests.createKey(request);
  }

  @Post('console/keys/:id/revoke')
  @UserOnly('keys.manage')
  @HttpCode(200)
  @StoredAnswerPost()
  @ApiParam({ name: 'id', example: 'key_6740aa51c2f9d1e0b7a3c455' })
  @ApiOperation({ operationId: 'revokeKey', summary: 'Revoke an API key', description: 'For good, from this moment.' })
  @Responds(KeyDto, { status: 200, description: 'The key, revoked.', replayable: true })
  @MayFailWith('not_found', 'permission_missing', 'step_up_required', ...REPEATED)
  revokeKey(@Param('id') id: string, @Req() request: FastifyRequest) {
    return this.requests.revokeKey(id, request);
  }

  @Get('audit_log')
  @UserOnly('audit.read')
  @ApiOperation({
    operationId: 'listAuditLog',
    summary: 'Read the audit log',
    description: 'Newest first. As a file it takes the permission `records.export` besides.',
  })
  @ApiQuery({ name: 'user_id', required: false, schema: { type: 'string', maxLength: 40 }, description: 'Who acted.' })
  @ApiQuery({ name: 'act', required: false, enum: ACTS })
  @ApiQuery({ name: 'from', required: false, schema: TIME })
  @ApiQuery({ name: 'to', required: false, schema: TIME, description: 'Before this moment.' })
  @DescribesPage()
  @RespondsAlsoCsv(AuditListDto)
  @MayFailWith('validation_failed', 'permission_missing', 'step_up_required')
  audit(@Query() query: Readonly<Record<string, unknown>>, @Req() request: FastifyRequest) {
    return this.requests.audit(query, request);
  }
}
