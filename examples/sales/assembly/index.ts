import { Storage, ThreadHandle, thread_join_with_refund, thread_spawn_with_reservation } from "@threaded-contract/sdk";
import { affiliateCommission, creatorRoyalty, platformFee, Sale } from "./sale";

/** Sales for each thread, as in OIP-0002's MassRoyaltyProcessor. */
const BATCH: i32 = 50;
/** Three slots for each sale, each named and written: far more than the document's 500,000. */
const THREAD_GAS: u64 = 5_000_000;

/** What one call has paid out. */
class Report {
  sales: u32 = 0;
  creators: u64 = 0;
  platform: u64 = 0;
  affiliates: u64 = 0;
}

/** Works out and stores the royalties of all sales, one thread for every 50 of them. */
export function processRoyalties(sales: Sale[]): Report {
  const handles: ThreadHandle[] = [];
  for (let start = 0; start < sales.length; start += BATCH) {
    const first = start;
    const end = min(start + BATCH, sales.length);
    handles.push(
      thread_spawn_with_reservation<Report>(THREAD_GAS, slotsOf(sales, first, end), (): Report => settle(sales, first, end)),
    );
  }
  const total = new Report();
  for (let i = 0; i < handles.length; i++) add(total, thread_join_with_refund<Report>(handles[i]));
  return total;
}

/** The same, without threads. */
export function processRoyaltiesInSequence(sales: Sale[]): Report {
  return settle(sales, 0, sales.length);
}

/** What the creator of a sold token gets. */
export function creatorOf(id: u32): u64 {
  return Storage.get<u64>(`royalty:creator:${id}`);
}

/** What the platform keeps of a sale. */
export function platformOf(id: u32): u64 {
  return Storage.get<u64>(`royalty:platform:${id}`);
}

/** What the affiliate of a sale gets. */
export function affiliateOf(id: u32): u64 {
  return Storage.get<u64>(`royalty:affiliate:${id}`);
}

function slotsOf(sales: Sale[], first: i32, end: i32): string[] {
  const slots: string[] = [];
  for (let i = first; i < end; i++) {
    const id = sales[i].id;
    slots.push(`royalty:creator:${id}`);
    slots.push(`royalty:platform:${id}`);
    slots.push(`royalty:affiliate:${id}`);
  }
  return slots;
}

function settle(sales: Sale[], first: i32, end: i32): Report {
  const report = new Report();
  for (let i = first; i < end; i++) {
    const sale = sales[i];
    const creator = creatorRoyalty(sale);
    const platform = platformFee(sale);
    const affiliate = affiliateCommission(sale);
    Storage.set<u64>(`royalty:creator:${sale.id}`, creator);
    Storage.set<u64>(`royalty:platform:${sale.id}`, platform);
    Storage.set<u64>(`royalty:affiliate:${sale.id}`, affiliate);
    report.sales++;
    report.creators += creator;
    report.platform += platform;
    report.affiliates += affiliate;
  }
  return report;
}

function add(total: Report, part: Report): void {
  total.sales += part.sales;
  total.creators += part.creators;
  total.platform += part.platform;
  total.affiliates += part.affiliates;
}
