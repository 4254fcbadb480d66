// In: what a reader of the stories chooses. Out: how the answers of a story reach it: in which pieces, how many so far, over a
// network that can be cut. A store, because the controls and the scripted server of a story both look at it.
// Knows nothing of React, and nothing of what the answers are.

import type { Fault } from '../../playground/shared/settings.js';
import { createPieceGate } from './piece-gate.js';

export interface DeliveryState {
  /** Pieces that may come; `undefined` until an answer is asked for, which says where it pauses. */
  readonly allowed: number | undefined;
  /** Pieces of the answer that was asked for last; 0 before there was one. */
  readonly total: number;
  readonly chunkSize: number;
  readonly faults: readonly Fault[];
  /** Its pieces are cut from a text, so their size can be chosen, and what is wrong with it. False before there was one. */
  readonly isText: boolean;
  /** It came over a network that can be cut. */
  readonly isCarried: boolean;
}

interface DeliveryBeginning {
  /** Where it pauses, in pieces, unless a reader has chosen a place. @default Infinity */
  readonly pause?: number;
  /** @default true */
  readonly isText?: boolean;
}

export interface Delivery {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getState: () => DeliveryState;
  readonly change: (
    changes: Partial<Pick<DeliveryState, 'allowed' | 'chunkSize' | 'faults'>>,
  ) => void;
  /** An answer begins, in so many pieces. */
  readonly begin: (total: number, beginning?: DeliveryBeginning) => void;
  /** Ends when that piece may come. */
  readonly until: (index: number, signal: AbortSignal | undefined) => Promise<void>;
  /**
   * An answer is on its way: it comes over a connection, or waits in the page for its next piece. False where a connection
   * was cut since it was asked for: what came over that does not go on by itself, whatever else waits.
   */
  readonly isUnderWay: () => boolean;
  /** The same stream, over a network that can be cut. */
  readonly carry: <Piece>(stream: ReadableStream<Piece>) => ReadableStream<Piece>;
  /** Cuts every connection there is. */
  readonly cut: () => void;
  /** An answer that no run of the page asks for is asked for anew by this, until the returned function is called. */
  readonly askBy: (again: () => void) => () => void;
  /** Asks for it anew; false where there is nothing but runs. */
  readonly ask: () => boolean;
}

export function createDelivery(): Delivery {
  const gate = createPieceGate();
  const listeners = new Set<() => void>();
  const askers = new Set<() => void>();
  let network = new AbortController();
  let state: DeliveryState = {
    allowed: undefined,
    total: 0,
    chunkSize: 4,
    faults: [],
    isText: false,
    isCarried: false,
  };
  /** Connections that an answer comes over now. */
  let open = 0;
  let isCut = false;
  const put = (changes: Partial<DeliveryState>) => {
    state = { ...state, ...changes };
    if (state.allowed !== undefined) gate.open(state.allowed);
    for (const listener of listeners) listener();
  };
  return {
    subscribe(listener) {
      const own = () => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    getState: () => state,
    change: put,
    begin(total, { pause = Infinity, isText = true } = {}) {
      isCut = false;
      put({ total, isText, allowed: state.allowed ?? pause });
    },
    until: gate.until,
    isUnderWay: () => !isCut && (open > 0 || gate.isAwaited()),
    carry<Piece>(stream: ReadableStream<Piece>) {
      const { readable, writable } = new TransformStream<Piece, Piece>();
      open += 1;
      if (!state.isCarried) put({ isCarried: true });
      const close = () => void (open -= 1);
      // However it ends, whoever reads the other side is told.
      stream.pipeTo(writable, { signal: network.signal }).then(close, close);
      return readable;
    },
    cut() {
      isCut ||= open > 0;
      network.abort(new TypeError('The network was cut.'));
      network = new AbortController();
    },
    askBy(again) {
      const own = () => again();
      askers.add(own);
      return () => void askers.delete(own);
    },
    ask() {
      for (const again of askers) again();
      return askers.size > 0;
    },
  };
}

/** The same response, over a network that can be cut. */
export function carryResponse(response: Response, delivery: Delivery | undefined): Response {
  if (delivery === undefined || response.body === null) return response;
  return new Response(delivery.carry(response.body), response);
}
