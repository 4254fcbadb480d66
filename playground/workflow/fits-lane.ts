// In: a lane, and the whole answer that came in it. Out: whether it is what that lane's schema asks for.
// The page finds out by itself, because on the wire an answer is what the model wrote.

import { lanes } from './lanes.js';
import { Finding, Plan, Report } from './schemas.js';

export function fitsLane(lane: string, answer: unknown): boolean {
  if (lane === lanes.plan) return Plan.safeParse(answer).success;
  return (lane === lanes.report ? Report : Finding).safeParse(answer).success;
}
