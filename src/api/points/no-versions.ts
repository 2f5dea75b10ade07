// Refuses `If-Match` on writes about points: nothing of them has a version that could be held against it.
import { Injectable, UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Faults } from '../input/validation';
import { checkVersion } from './input';

@Injectable()
class NoVersionsGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const faults = new Faults();
    if (request.method !== 'GET' && request.method !== 'HEAD') checkVersion(request, faults);
    faults.refuse();
    return true;
  }
}

/** On every controller of points: a write that names a version is 400 before anything else of it is read. */
export const NoVersions = () => UseGuards(NoVersionsGuard);
