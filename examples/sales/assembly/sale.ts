/** One sale of a token on the marketplace. Shares are in basis points: 1/10,000. */
export class Sale {
  id: u32 = 0;
  /** Price in the smallest unit of the currency. */
  price: u64 = 0;
  creatorBasisPoints: u16 = 0;
  /** Whether the buyer came through an affiliate. */
  referred: bool = false;
}

const BASIS: u64 = 10_000;
/** Sales below this price pay the full platform fee, sales from it on the reduced one. */
const LARGE_SALE: u64 = 1_000_000;
const PLATFORM_BASIS_POINTS: u64 = 250;
const LARGE_SALE_PLATFORM_BASIS_POINTS: u64 = 150;
/** What an affiliate gets of the platform's fee. */
const AFFILIATE_BASIS_POINTS_OF_FEE: u64 = 2_000;

/** What is left of the division goes with the larger part, so that no unit is lost: whole / BASIS is exact. */
function shareOf(amount: u64, basisPoints: u64): u64 {
  return (amount / BASIS) * basisPoints + ((amount % BASIS) * basisPoints) / BASIS;
}

export function creatorRoyalty(sale: Sale): u64 {
  assert(sale.creatorBasisPoints <= <u16>BASIS, "a creator's share cannot be more than the price");
  return shareOf(sale.price, sale.creatorBasisPoints);
}

function grossPlatformFee(sale: Sale): u64 {
  return shareOf(sale.price, sale.price >= LARGE_SALE ? LARGE_SALE_PLATFORM_BASIS_POINTS : PLATFORM_BASIS_POINTS);
}

export function affiliateCommission(sale: Sale): u64 {
  return sale.referred ? shareOf(grossPlatformFee(sale), AFFILIATE_BASIS_POINTS_OF_FEE) : 0;
}

/** The platform's fee after the affiliate has been paid out of it. */
export function platformFee(sale: Sale): u64 {
  return grossPlatformFee(sale) - affiliateCommission(sale);
}
