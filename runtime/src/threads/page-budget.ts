import { invariant } from "../errors";
import { ROOMY_FREE_PAGES, THREAD_GROWTH_ROOMY_PAGES, THREAD_GROWTH_TIGHT_PAGES } from "../limits";

/**
 * Pages a thread gets at its spawn, or null if not even its image fits (M-7, N4).
 *
 * The budget is fixed there and then, from what the program has done so far, so that no thread's memory depends on when
 * another one runs. While most of the 64 MiB are free a thread may grow by a megabyte; after that by little, so that
 * 256 threads of one page fit beside their caller.
 *
 * @param freePages pages that neither the running frames nor live threads have
 */
export function threadPages(freePages: number, imagePages: number): number | null {
  invariant(freePages >= 0 && imagePages >= 0, "pages are counted from 0");
  if (imagePages > freePages) return null;
  const growth = freePages >= ROOMY_FREE_PAGES ? THREAD_GROWTH_ROOMY_PAGES : THREAD_GROWTH_TIGHT_PAGES;
  const pages = Math.min(freePages, imagePages + growth);
  invariant(pages >= imagePages, "a thread has room for its image");
  return pages;
}
