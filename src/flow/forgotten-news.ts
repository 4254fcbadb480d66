// In: what a log forgets, some of it news of something that goes on. Out: how much is lost by that, and what is still so.
// What is still so is told to who comes late, so it is bounded by what goes on and not by what has happened.
// Knows nothing of what the news are.

/** What an item is news of: what comes later of it stands for what came before. */
export interface News {
  readonly about: string;
  /** Nothing of it has to be known any more. */
  readonly isOver?: boolean;
}

/** News that nobody who comes late is to be told. */
export const PASSING: News = { about: '', isOver: true };

export class ForgottenNews<Item> {
  /** What those items of the log are about that are news. */
  readonly #news = new Map<Item, News>();
  /** The last that is forgotten of each. */
  readonly #last = new Map<string, Item>();

  /** What was told before all that the log has, and is still so where the log does not say otherwise. */
  get items(): readonly Item[] {
    return [...this.#last.values()];
  }

  /** Something came before all that the log has, and is still so. */
  keep(about: string, item: Item): void {
    this.#last.set(about, item);
  }

  /** The log has an item that is news. */
  note(item: Item, news: News): void {
    this.#news.set(item, news);
  }

  /** The log forgets these, oldest first. Gives how many of them were no news, and so are lost. */
  forget(items: readonly Item[]): number {
    let lost = 0;
    for (const item of items) {
      const news = this.#news.get(item);
      if (news === undefined) {
        lost++;
        continue;
      }
      this.#news.delete(item);
      if (news.isOver === true) this.#last.delete(news.about);
      else this.keep(news.about, item);
    }
    return lost;
  }
}
