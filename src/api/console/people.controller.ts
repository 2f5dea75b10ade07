// People: their sessions, users, the table of permissions, and what the account chose.
import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { REPEATED, StoredAnswerPost } from '../idempotency/idempotency.interceptor';
import { DescribesPage } from '../lists/decorators';
import { MayFailWith, OfPeople, Responds } from '../openapi/decorators';
import { idOf } from '../openapi/properties';
import { DuringSignIn, UserOnly } from '../request/caller';
import {
  CreateUserDto,
  PermissionTableDto,
  UpdateUserDto,
  UserDto,
  UserListDto,
  UserWithPasswordDto,
} from './people-dto';
import { SettingsDto, UpdateSettingsDto } from './settings.dto';
import { PeopleRequests } from './people-requests';
import { PersonListDto } from './person.dto';
import { permissionTable } from './responses';
import { EndedSessionsDto, SessionListDto } from './session.dto';

type Filters = Readonly<Record<string, unknown>>;

const UserId = () => ApiParam({ name: 'id', example: 'usr_6740aa51c2f9d1e0b7a3c455' });
const WhoseSessions = () =>
  ApiQuery({
    name: 'user_id',
    required: false,
    schema: idOf('usr'),
    description: 'Of somebody else, for admins; the own where absent.',
  });
const WRITE = ['validation_failed', 'permission_missing', 'step_up_required', 'too_many_concurrent_writes'] as const;
const NEW_PASSWORD = 'The user, and a password that is shown this once.';

/** `/v1/console/…` about people. */
@ApiTags('Console')
@OfPeople()
@Controller('v1/console')
export class PeopleController {
  constructor(private readonly requests: PeopleRequests) {}

  @Get('sessions')
  @UserOnly()
  @WhoseSessions()
  @ApiOperation({
    operationId: 'listConsoleSessions',
    summary: 'List sessions that stand',
    description: 'Newest first.',
  })
  @ApiOkResponse({ type: SessionListDto, description: 'The sessions.' })
  @MayFailWith('validation_failed', 'not_found')
  sessions(@Query() query: Filters, @Req() request: FastifyRequest) {
    return this.requests.sessions(query, request);
  }

  @Delete('sessions')
  @UserOnly()
  @WhoseSessions()
  @ApiOperation({
    operationId: 'endConsoleSessions',
    summary: 'End sessions',
    description: 'All of a user; of the own all but the one that asks.',
  })
  @ApiOkResponse({ type: EndedSessionsDto, description: 'How many that were.' })
  @MayFailWith('validation_failed', 'not_found')
  endSessions(@Query() query: Filters, @Req() request: FastifyRequest) {
    return this.requests.endSessions(query, request);
  }

  @Delete('sessions/:id')
  @UserOnly()
  @ApiParam({ name: 'id', example: 'ses_6740aa51c2f9d1e0b7a3c455' })
  @ApiOperation({ operationId: 'endConsoleSession', summary: 'End one session' })
  @ApiOkResponse({ type: EndedSessionsDto, description: 'It has ended.' })
  @MayFailWith('not_found')
  endSession(@Param('id') id: string, @Req() request: FastifyRequest) {
    return this.requests.endSession(id, request);
  }

  @Get('users')
  @UserOnly('users.manage')
  @ApiOperation({
    operationId: 'listConsoleUsers',
    summary: 'List users',
    description: 'Newest first, disabled ones too.',
  })
  @DescribesPage()
  @ApiOkResponse({ type: UserListDto, description: 'A page of users.' })
  @MayFailWith('validation_failed', 'permission_missing')
  users(@Query() query: Filters, @Req() request: FastifyRequest) {
    return this.requests.users(query, request);
  }

  @Post('users')
  @UserOnly('users.manage')
  @StoredAnswerPost()
  @ApiOperation({ operationId: 'createConsoleUser', summary: 'Make a user' })
  @ApiBody({ type: CreateUserDto })
  @Responds(UserWithPasswordDto, { status: 201, description: NEW_PASSWORD, replayable: true })
  @MayFailWith('name_taken', 'too_many_users', 'overloaded', ...WRITE, ...REPEATED)
  createUser(@Req() request: FastifyRequest) {
    return this.requests.createUser(request);
  }

  @Get('users/:id')
  @UserOnly('users.manage')
  @UserId()
  @ApiOperation({ operationId: 'getConsoleUser', summary: 'Read a user' })
  @ApiOkResponse({ type: UserDto, description: 'The user.' })
  @MayFailWith('not_found', 'permission_missing')
  user(@Param('id') id: string, @Req() request: FastifyRequest) {
    return this.requests.user(id, request);
  }

  @Patch('users/:id')
  @UserOnly('users.manage')
  @UserId()
  @ApiOperation({
    operationId: 'updateConsoleUser',
    summary: 'Give a user another role, disable or enable',
    description:
      'Counts with the next request of that user. Nobody does it to himself, and an active admin always stays.',
  })
  @ApiBody({ type: UpdateUserDto })
  @ApiOkResponse({ type: UserDto, description: 'The user as it is now.' })
  @MayFailWith('not_found', 'own_account', 'last_admin', ...WRITE)
  changeUser(@Param('id') id: string, @Req() request: FastifyRequest) {
    return this.requests.changeUser(id, request);
  }

  @Post('users/:id/reset')
  @UserOnly('users.manage')
  @HttpCode(200)
  @StoredAnswerPost()
  @UserId()
  @ApiOperation({
    operationId: 'resetConsoleUser',
    summary: 'Give a user a new printed password',
    description: 'The former one, the second factor and all sessions end with it.',
  })
  @Responds(UserWithPasswordDto, { status: 200, description: NEW_PASSWORD, replayable: true })
  @MayFailWith('not_found', 'own_account', 'last_admin', 'overloaded', ...WRITE, ...REPEATED)
  resetUser(@Param('id') id: string, @Req() request: FastifyRequest) {
    return this.requests.resetUser(id, request);
  }

  @Get('people')
  @UserOnly('records.read')
  @ApiOperation({
    operationId: 'listConsolePeople',
    summary: 'Read whom ids of users stand for',
    description:
      'The users of the own account, newest first, disabled ones too: a timeline names them by id. Neither role nor anything else of them.',
  })
  @DescribesPage()
  @ApiOkResponse({ type: PersonListDto, description: 'A page of people.' })
  @MayFailWith('validation_failed', 'permission_missing')
  people(@Query() query: Filters, @Req() request: FastifyRequest) {
    return this.requests.people(query, request);
  }

  @Get('permissions')
  @DuringSignIn()
  @ApiOperation({ operationId: 'listPermissions', summary: 'Read what each role may do' })
  @ApiOkResponse({ type: PermissionTableDto, description: 'The table that the server goes by.' })
  permissions() {
    return permissionTable();
  }

  @Get('settings')
  @UserOnly('settings.manage')
  @ApiOperation({ operationId: 'getAccountSettings', summary: 'Read the settings of the account' })
  @ApiOkResponse({ type: SettingsDto, description: 'The settings.' })
  @MayFailWith('permission_missing')
  settings(@Req() request: FastifyRequest) {
    return this.requests.settings(request);
  }

  @Patch('settings')
  @UserOnly('settings.manage')
  @ApiOperation({ operationId: 'updateAccountSettings', summary: 'Change settings of the account' })
  @ApiBody({ type: UpdateSettingsDto })
  @ApiOkResponse({ type: SettingsDto, description: 'The settings as they are now.' })
  @MayFailWith(...WRITE)
  changeSettings(@Req() request: FastifyRequest) {
    return this.requests.changeSettings(request);
  }
}
