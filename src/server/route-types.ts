// In: the schemas of a route. Out: types by which a client can know what a route takes and gives.
// Types only: the brand exists for the compiler, never at run time.
// Knows nothing of requests or runs.

import type { StandardSchemaV1 } from '@standard-schema/spec';

declare const routeTypes: unique symbol;

/** What a route takes as JSON, and what its answer is in the end. */
export interface RouteTypes<Input, Output> {
  readonly input: Input;
  readonly output: Output;
}

/** A handler for `POST`, as frameworks take it: `(request) => Promise<Response>`. Carries the types of its route. */
export interface InstantHandler<In extends StandardSchemaV1, Out extends StandardSchemaV1> {
  (request: Request): Promise<Response>;
  readonly [routeTypes]?: RouteTypes<
    StandardSchemaV1.InferInput<In>,
    StandardSchemaV1.InferOutput<Out>
  >;
}

/** Handlers of one route, by method. */
export interface InstantRoute<
  In extends StandardSchemaV1 = StandardSchemaV1,
  Out extends StandardSchemaV1 = StandardSchemaV1,
> {
  readonly POST: InstantHandler<In, Out>;
}

type TypesOf<Route> = Route extends { readonly POST: infer Handler }
  ? TypesOf<Handler>
  : Route extends { readonly [routeTypes]?: infer Types }
    ? NonNullable<Types>
    : never;

/** What the client sends, from `typeof route` or `typeof POST`: the input schema before its transforms. */
export type RouteInput<Route> =
  TypesOf<Route> extends RouteTypes<infer Input, unknown> ? Input : never;

/** What the answer is in the end, from `typeof route` or `typeof POST`. */
export type RouteOutput<Route> =
  TypesOf<Route> extends RouteTypes<unknown, infer Output> ? Output : never;
