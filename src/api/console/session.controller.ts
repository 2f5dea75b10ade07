// The own session: signing in, step by step; showing again that it is oneself; signing out.
import { Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MayFailWith, OfPeople, Responds } from '../openapi/decorators';
import { DuringSignIn, Public, UserOnly } from '../request/caller';
import { SessionRequests } from './session-requests';
import {
  ChoosePasswordDto,
  CodeDto,
  SecondFactorConfirmedDto,
  SecondFactorSetupDto,
  SessionDto,
  SignInDto,
  StepUpDto,
} from './session.dto';

const PROOF = ['validation_failed', 'too_many_sign_ins', 'overloaded', 'invalid_state', 'key_unknown'] as const;
const SIGN_IN = [
  'validation_failed',
  'sign_in_failed',
  'cross_site_request',
  'https_required',
  'too_many_sign_ins',
  'overloaded',
  'store_unavailable',
] as const;
const RENEWED = { status: 200, description: 'The session, with a new cookie.' } as const;

/** `/v1/console/session`. */
@ApiTags('Console')
@OfPeople()
@Controller('v1/console/session')
export class SessionController {
  constructor(private readonly requests: SessionRequests) {}

  @Post()
  @Public()
  @ApiOperation({
    operationId: 'signIn',
    security: [],
    summary: 'Sign in',
    description:
      'Begins a session in a cookie that no script can read. Needs the header `Vouch-Console: 1`, our own origin, and HTTPS. `status` says what is still to be done.',
  })
  @ApiBody({ type: SignInDto })
  @Responds(SessionDto, { status: 201, description: 'The session, and its cookie.' })
  @MayFailWith(...SIGN_IN)
  signIn(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.requests.signIn(request, reply);
  }

  @Get()
  @DuringSignIn()
  @ApiOperation({
    operationId: 'getConsoleSession',
    summary: 'Read the own session',
    description: 'With the header `Vouch-Idle: 1` it is no sign that somebody is there.',
  })
  @ApiOkResponse({ type: SessionDto, description: 'The session.' })
  show(@Req() request: FastifyRequest) {
    return this.requests.show(request);
  }

  @Delete()
  @DuringSignIn()
  @HttpCode(204)
  @ApiOperation({ operationId: 'signOut', summary: 'Sign out' })
  @ApiNoContentResponse({ description: 'The session has ended, here and everywhere.' })
  signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.requests.signOut(request, reply);
  }

  @Post('second_factor')
  @DuringSignIn()
  @HttpCode(200)
  @ApiOperation({ operationId: 'passSecondFactor', summary: 'Give the code of the second factor' })
  @ApiBody({ type: CodeDto })
  @Responds(SessionDto, RENEWED)
  @MayFailWith('code_invalid', ...PROOF)
  passSecondFactor(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.requests.passSecondFactor(request, reply);
  }

  @Delete('second_factor')
  @UserOnly()
  @ApiOperation({
    operationId: 'removeSecondFactor',
    summary: 'Take the second factor away',
    description:
      'Not of approvers and admins, whose roles need one. Needs a code of it, or a recovery code, of the last five minutes.',
  })
  @ApiOkResponse({ type: SessionDto, description: 'The session.' })
  @MayFailWith('step_up_required', 'second_factor_needed', 'too_many_concurrent_writes')
  removeSecondFactor(@Req() request: FastifyRequest) {
    return this.requests.removeSecondFactor(request);
  }

  @Post('second_factor/setup')
  @DuringSignIn()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'setUpSecondFactor',
    summary: 'Begin to set up a second factor',
    description:
      'Counts once a code of it is confirmed, and then ends the other sessions where it takes the place of another one. Needs a step-up where the password was given more than five minutes ago; where a second factor stands, a code of that one, or a recovery code.',
  })
  @Responds(SecondFactorSetupDto, { status: 200, description: 'What goes into the authenticator.' })
  @MayFailWith('step_up_required', 'too_many_concurrent_writes')
  begin(@Req() request: FastifyRequest) {
    return this.requests.beginSecondFactor(request);
  }

  @Post('second_factor/confirm')
  @DuringSignIn()
  @HttpCode(200)
  @ApiOperation({ operationId: 'confirmSecondFactor', summary: 'Confirm the second factor by its first code' })
  @ApiBody({ type: CodeDto })
  @Responds(SecondFactorConfirmedDto, { status: 200, description: 'The session, a new cookie, and recovery codes.' })
  @MayFailWith('code_invalid', 'step_up_required', ...PROOF)
  confirm(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.requests.confirmSecondFactor(request, reply);
  }

  @Post('password')
  @DuringSignIn()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'choosePassword',
    summary: 'Choose an own password',
    description: 'Ends all other sessions of this person.',
  })
  @ApiBody({ type: ChoosePasswordDto })
  @Responds(SessionDto, RENEWED)
  @MayFailWith('sign_in_failed', 'password_too_common', ...PROOF)
  choosePassword(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.requests.choosePassword(request, reply);
  }

  @Post('step_up')
  @DuringSignIn()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'stepUp',
    summary: 'Show that it is you',
    description: 'By the password or a code. For five minutes acts that need it then go through.',
  })
  @ApiBody({ type: StepUpDto })
  @Responds(SessionDto, RENEWED)
  @MayFailWith('sign_in_failed', 'code_invalid', ...PROOF)
  stepUp(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.requests.stepUp(request, reply);
  }
}
