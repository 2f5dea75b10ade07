// Terminals: the tills of a merchant, each let in by a pairing code and revoked by one call.
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { RecordsAct } from '../audit/records-act';
import { REPEATED, StoredAnswerPost } from '../idempotency/idempotency.interceptor';
import { DescribesPage } from '../lists/decorators';
import { MayFailWith, Responds } from '../openapi/decorators';
import { CallerOf, Public, SecretOnly, TerminalOnly, UsersWith } from '../request/caller';
import {
  ClaimDto,
  ClaimedTerminalDto,
  CreateTerminalDto,
  CurrentTerminalDto,
  TerminalDto,
  TerminalListDto,
  TerminalWithCodeDto,
} from './dto';
import { TerminalRequests } from './terminal-requests';

const TerminalId = () => ApiParam({ name: 'id', example: 'trm_6740aa51c2f9d1e0b7a3c455' });

/** `/v1/terminals`: secret keys only, apart from the claim, which is what a till begins with. */
@ApiTags('Terminals')
@SecretOnly()
@Controller('v1/terminals')
export class TerminalsController {
  constructor(private readonly requests: TerminalRequests) {}

  @Post()
  @RecordsAct('terminal_changed', 'terminal')
  @UsersWith('terminals.manage')
  @StoredAnswerPost()
  @ApiOperation({
    operationId: 'createTerminal',
    summary: 'Make a terminal',
    description: 'Answers with a pairing code, which the till claims within ten minutes.',
  })
  @ApiBody({ type: CreateTerminalDto })
  @Responds(TerminalWithCodeDto, { status: 201, description: 'The terminal and its code.', replayable: true })
  @MayFailWith('validation_failed', 'key_not_allowed', 'name_taken', ...REPEATED)
  create(@Body() body: unknown, @Req() request: FastifyRequest) {
    return this.requests.create(body, request);
  }

  @Get()
  @UsersWith('terminals.manage')
  @ApiOperation({ operationId: 'listTerminals', summary: 'List terminals', description: 'Newest first, revoked too.' })
  @DescribesPage()
  @ApiOkResponse({ type: TerminalListDto, description: 'A page of terminals.' })
  @MayFailWith('validation_failed', 'key_not_allowed')
  list(@Query() query: Readonly<Record<string, unknown>>, @CallerOf() caller: Caller) {
    return this.requests.list(query, caller);
  }

  @Post('claim')
  @Public()
  @ApiOperation({
    operationId: 'claimTerminal',
    security: [],
    summary: 'Pair a till',
    description:
      'Needs no key: the code is one. It stands for ten minutes and one claim, and every refusal of one reads alike. Where the answer was lost, have a new code made.',
  })
  @ApiBody({ type: ClaimDto })
  @Responds(ClaimedTerminalDto, { status: 201, description: 'The terminal, paired.' })
  @MayFailWith(
    'validation_failed',
    'pairing_code_invalid',
    'cross_site_request',
    'https_required',
    'too_many_pairing_attempts',
    'store_unavailable',
  )
  claim(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.requests.claim(request, reply);
  }

  @Get('current')
  @TerminalOnly()
  @ApiOperation({
    operationId: 'getCurrentTerminal',
    summary: 'Read the terminal that asks',
    description: 'For a till: which one it is, and whose.',
  })
  @ApiOkResponse({ type: CurrentTerminalDto, description: 'The terminal, and the name of its account.' })
  @MayFailWith('key_not_allowed')
  current(@CallerOf() caller: Caller) {
    return this.requests.current(caller);
  }

  @Get(':id')
  @UsersWith('terminals.manage')
  @TerminalId()
  @ApiOperation({ operationId: 'getTerminal', summary: 'Read a terminal' })
  @ApiOkResponse({ type: TerminalDto, description: 'The terminal.' })
  @MayFailWith('not_found', 'key_not_allowed')
  get(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.find(id, caller);
  }

  @Post(':id/pair')
  @RecordsAct('terminal_changed', 'terminal')
  @UsersWith('terminals.manage')
  @HttpCode(200)
  @StoredAnswerPost()
  @TerminalId()
  @ApiOperation({
    operationId: 'pairTerminal',
    summary: 'Give a terminal a new pairing code',
    description:
      'For a tablet that was lost, or a code that ran out. What the terminal was paired with before is refused from this moment; its redemptions stay its own.',
  })
  @Responds(TerminalWithCodeDto, { status: 200, description: 'The terminal and its new code.', replayable: true })
  @MayFailWith('not_found', 'key_not_allowed', 'invalid_state', 'too_many_concurrent_writes', ...REPEATED)
  pair(@Param('id') id: string, @Req() request: FastifyRequest) {
    return this.requests.pair(id, request);
  }

  @Post(':id/revoke')
  @RecordsAct('terminal_changed', 'terminal')
  @UsersWith('terminals.manage')
  @HttpCode(200)
  @StoredAnswerPost()
  @TerminalId()
  @ApiOperation({
    operationId: 'revokeTerminal',
    summary: 'Revoke a terminal',
    description:
      'For good, and from this moment, at every instance. Its redemptions stay. Doing it again changes nothing.',
  })
  @Responds(TerminalDto, { status: 200, description: 'The terminal, revoked.', replayable: true })
  @MayFailWith('not_found', 'key_not_allowed', 'too_many_concurrent_writes', ...REPEATED)
  revoke(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.revoke(id, caller);
  }

  @Post(':id/unlock')
  @RecordsAct('terminal_changed', 'terminal')
  @UsersWith('terminals.manage')
  @HttpCode(200)
  @StoredAnswerPost()
  @TerminalId()
  @ApiOperation({
    operationId: 'unlockTerminal',
    summary: 'Unlock a terminal',
    description: 'Forgets the PINs that were refused at it, at every instance: it may try again at once.',
  })
  @Responds(TerminalDto, { status: 200, description: 'The terminal.', replayable: true })
  @MayFailWith('not_found', 'key_not_allowed', 'too_many_concurrent_writes', ...REPEATED)
  unlock(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.unlock(id, caller);
  }
}
