// Two kinds of redemption answer on one path: the form of the id says which. `rdm_` and 24 hex digits is a voucher's, a UUID is one of
// points. Each side presents its own shape.
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isConfined, type Caller } from '../../core/accounts/caller';
import { UUID_PATTERN } from '../points/input';
import { PointsRedemptionRequests } from '../points/redemptions/points-redemption-requests';
import { ProblemException } from '../problems/problem';
import { RedemptionRequests } from './redemption-requests';

/** A method for each path that both kinds share. Throws as the one that it asks does; 400 for an id of neither form. */
@Injectable()
export class RedemptionById {
  constructor(
    private readonly vouchers: RedemptionRequests,
    private readonly points: PointsRedemptionRequests,
  ) {}

  find(id: string, request: FastifyRequest, caller: Caller, reply: FastifyReply) {
    return isOfPoints(id, caller) ? this.points.find(id, caller) : this.vouchers.find(id, request, caller, reply);
  }

  reverse(id: string, request: FastifyRequest, caller: Caller, reply: FastifyReply) {
    const { points, vouchers } = this;
    if (isOfPoints(id, caller)) {
      if (caller.user) throw notForPeople();
      return points.reverse(id, request, caller, reply);
    }
    return vouchers.reverse(id, request, caller, reply);
  }

  reversals(id: string, query: Readonly<Record<string, unknown>>, caller: Caller) {
    return isOfPoints(id, caller) ? this.points.reversals(id, query, caller) : this.vouchers.reversals(id, caller);
  }
}

/** What people may give back alone is bounded in cents, and points are none: nobody could say how much takes two. */
function notForPeople(): ProblemException {
  return new ProblemException(403, 'key_not_allowed', 'Points are given back by a secret key, not by a person');
}

/** Throws 403 for a publishable key and a terminal: a participant's points are not bearer money. */
function isOfPoints(id: string, caller: Caller): boolean {
  if (!UUID_PATTERN.test(id)) return false;
  if (!isConfined(caller)) return true;
  throw new ProblemException(403, 'key_not_allowed', 'Redemptions of points need a secret key');
}
